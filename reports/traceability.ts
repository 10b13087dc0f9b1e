import type { RequirementRecord, RunRecord } from '../harness/record/index.ts';
import { signs, standingOf } from './standing.ts';

/** Which requirements some scenario covers, by group. `excused` are not covered and say why; `missing` are neither. */
export interface Coverage {
  readonly requirements: number;
  readonly covered: number;
  readonly groups: Readonly<Record<string, GroupCoverage>>;
}

interface GroupCoverage {
  readonly total: number;
  readonly covered: number;
  readonly excused: readonly string[];
  readonly missing: readonly string[];
}

/** Coverage of the requirements, groups in the order in which they are first met. */
export function coverageOf(requirements: readonly RequirementRecord[]): Coverage {
  const groups: Record<string, GroupCoverage> = {};
  for (const [name, members] of Map.groupBy(requirements, ({ group }) => group)) {
    const open = members.filter(({ scenarios }) => scenarios.length === 0);
    groups[name] = {
      total: members.length,
      covered: members.length - open.length,
      excused: open.filter(({ notCovered }) => notCovered !== undefined).map(({ id }) => id),
      missing: open.filter(({ notCovered }) => notCovered === undefined).map(({ id }) => id),
    };
  }
  const covered = Object.values(groups).reduce((sum, group) => sum + group.covered, 0);
  return { requirements: requirements.length, covered, groups };
}

/** Coverage as a table for a terminal: a bar a group, and the ids that nothing covers. */
export function coverageTable(coverage: Coverage): string {
  const names = Object.keys(coverage.groups);
  const width = Math.max(5, ...names.map((name) => name.length));
  const rows = Object.entries(coverage.groups).flatMap(([name, group]) => {
    const head = `${name.padEnd(width)}  ${bar(group)}  ${cell(group.covered)}/${String(group.total).padEnd(4)}`;
    const open = wrapped('not covered:', group.missing).map((line) => `${' '.repeat(width)}  ${line}`);
    return [
      `${head} ${group.excused.length === 0 ? '' : `${group.excused.length} excused`}`.trimEnd(),
      ...open,
    ];
  });
  const share =
    coverage.requirements === 0 ? 0 : Math.floor((100 * coverage.covered) / coverage.requirements);
  return `${[...rows, '', `${coverage.covered} of ${coverage.requirements} requirements covered (${share} %)`].join('\n')}\n`;
}

/** Each requirement with the scenarios that cover it and what came of them, as text. */
export function traceabilityTable(record: RunRecord): string {
  const scenarios = new Map(record.scenarios.map((scenario) => [scenario.id, scenario]));
  const rows = record.requirements.flatMap((requirement) => [
    `${requirement.id}  ${requirement.level}  ${requirement.source}`,
    ...requirement.scenarios.map((id) => {
      const scenario = scenarios.get(id);
      return `  ${scenario === undefined ? '· not run' : signs[standingOf(scenario)].symbol} ${id}`;
    }),
    ...(requirement.scenarios.length === 0 ? [`  · ${requirement.notCovered ?? 'no scenario'}`] : []),
  ]);
  return `${rows.join('\n')}\n`;
}

/** Twenty signs: covered, excused, missing. A group that misses one never shows a full bar. */
function bar({ total, covered, excused }: GroupCoverage): string {
  const full = Math.floor((20 * covered) / Math.max(1, total));
  const half = Math.floor((20 * (covered + excused.length)) / Math.max(1, total)) - full;
  return '█'.repeat(full) + '▒'.repeat(half) + '░'.repeat(20 - full - half);
}

function cell(number: number): string {
  return String(number).padStart(4);
}

/** Words after a heading, in lines of at most 100 characters; none when there are no words. */
function wrapped(heading: string, words: readonly string[]): string[] {
  const lines = words.length === 0 ? [] : [heading];
  for (const word of words) {
    const line = `${lines.at(-1) ?? ''} ${word}`;
    if (line.length <= 100) lines[lines.length - 1] = line;
    else lines.push(`${' '.repeat(heading.length)} ${word}`);
  }
  return lines;
}
