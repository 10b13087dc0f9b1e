import type { MeasuredRow } from './measure-row.ts';

const head = ['load', 'server', 'msg/s', 'p50 ms', 'p99 ms', 'CPU s/100k', 'RSS MB', 'B'];

/** The figures as a Markdown table. */
export function table(rows: readonly MeasuredRow[]): string {
  return layOut([head, ...rows.map(cells)]);
}

/** For each load, what the reference server delivers as a multiple of each other server, and the processor time likewise. */
export function ratios(rows: readonly MeasuredRow[]): string {
  const lines = rows.flatMap((ours) =>
    rows
      .filter((other) => isCompared(ours, other))
      .map((other) => [ours.row.loadName, nameOf(ours), nameOf(other), ...compared(ours, other)]),
  );
  const title = ['load', 'reference server', 'beside', 'msg/s', 'CPU'];
  return lines.length === 0 ? '' : layOut([title, ...lines]);
}

function isCompared({ row }: MeasuredRow, other: MeasuredRow): boolean {
  const isOurs = row.contender.name === 'reference server';
  return isOurs && other.row.contender.name !== row.contender.name && other.row.loadName === row.loadName;
}

function compared({ measurement: ours }: MeasuredRow, { measurement: theirs }: MeasuredRow): string[] {
  const cpu = (theirs.cpuPer100k ?? NaN) / (ours.cpuPer100k ?? NaN);
  return [
    `${(ours.messagesPerSecond / theirs.messagesPerSecond).toFixed(1)} times as many`,
    Number.isNaN(cpu) ? unknown : `1/${cpu.toFixed(1)}`,
  ];
}

function cells(measured: MeasuredRow): string[] {
  const { measurement } = measured;
  return [
    measured.row.loadName,
    nameOf(measured),
    String(Math.round(measurement.messagesPerSecond)),
    measurement.p50Ms.toFixed(1),
    measurement.p99Ms.toFixed(1),
    measurement.cpuPer100k?.toFixed(2) ?? unknown,
    measurement.residentMB?.toFixed(0) ?? unknown,
    String(measurement.stanzaBytes),
  ];
}

function nameOf({ row: { contender, mode } }: MeasuredRow): string {
  return mode === '' ? contender.name : `${contender.name}, ${mode}`;
}

const unknown = '–';

/** Lines of cells as a Markdown table, the first one its head. */
export function layOut([title = [], ...lines]: readonly (readonly string[])[]): string {
  const widths = title.map((_, column) =>
    Math.max(...[title, ...lines].map((line) => line[column]?.length ?? 0)),
  );
  const drawn = (line: readonly string[]): string =>
    `| ${line.map((cell, column) => pad(cell, widths[column] ?? 0)).join(' | ')} |`;
  return [drawn(title), drawn(widths.map((width) => '-'.repeat(width))), ...lines.map(drawn)].join('\n');
}

/** Numbers stand at the right. */
function pad(cell: string, width: number): string {
  return /^[\d.]+$/.test(cell) ? cell.padStart(width) : cell.padEnd(width);
}
