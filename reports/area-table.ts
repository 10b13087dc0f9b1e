import type { AreaRecord, RunRecord, ScenarioRecord } from '../harness/record/index.ts';
import { kindWords } from './failure-kinds.ts';
import { productOf } from './standing.ts';

/**
 * What came of each area at each server, in Markdown: a line for the area, with counts, and one for each scenario behind it.
 * A failure is called by its kind; what a server cannot be asked says what it lacks.
 */
export function areaTable(areas: readonly AreaRecord[], runs: readonly RunRecord[]): string {
  const lines = [
    row(['', ...runs.map(productOf)]),
    row(['---', ...runs.map(() => '---')]),
    ...areas.flatMap((area) => areaLines(area, runs)),
  ];
  return `${lines.join('\n')}\n`;
}

function areaLines({ area, scenarios, unmeasured }: AreaRecord, runs: readonly RunRecord[]): string[] {
  const found = runs.map((run) => scenarios.map((id) => run.scenarios.find((one) => one.id === id)));
  const heading = row([`**${area}**`, ...found.map((records) => counts(records))]);
  const each = scenarios.map((id, index) =>
    row([`\`${id}\``, ...found.map((records) => verdictIn(records[index]))]),
  );
  const left = unmeasured === undefined ? [] : [row([unmeasured, ...runs.map(() => 'not measured')])];
  return [heading, ...each, ...left];
}

/** `2 of 5 passed, 2 leak`; what cannot be asked is not among the five. */
function counts(records: readonly (ScenarioRecord | undefined)[]): string {
  const asked = records.flatMap((one) => (one === undefined || one.outcome === 'unsupported' ? [] : [one]));
  if (asked.length === 0) return '**cannot be asked**';
  const passed = asked.filter(({ outcome }) => outcome === 'passed').length;
  const kinds = new Map<string, number>();
  for (const one of asked)
    if (one.outcome !== 'passed') kinds.set(wordFor(one), (kinds.get(wordFor(one)) ?? 0) + 1);
  const others = [...kinds].map(([word, count]) => `, ${count} ${word}`).join('');
  return `**${passed} of ${asked.length} passed${others}**`;
}

function verdictIn(record: ScenarioRecord | undefined): string {
  if (record === undefined) return 'not in this run';
  return record.outcome === 'unsupported' ? `cannot be asked${lacking(record)}` : wordFor(record);
}

/** `passed`, `leak`, `label lost`, `inconclusive`. */
function wordFor({ outcome, kind }: ScenarioRecord): string {
  if (outcome !== 'failed') return outcome;
  return kind === undefined ? 'failed' : kindWords[kind].words;
}

/** `: verb Srv.clr`, as far as the record says it. */
function lacking({ reason = '' }: ScenarioRecord): string {
  const [, what] = /\blacks (.+)$/.exec(reason) ?? [];
  return what === undefined ? '' : `: ${what}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
