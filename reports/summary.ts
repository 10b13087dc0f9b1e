import type { RunRecord, ScenarioRecord } from '../harness/record/index.ts';
import { expectation } from './explain.ts';
import {
  count,
  duration,
  productOf,
  type Standing,
  signs,
  standingOf,
  standings,
  tally,
  verdictSentence,
} from './standing.ts';

/** What a reader wants to see of a scenario at the end of a run; the others are counted only. */
const told = ['failed', 'broken', 'inconclusive', 'unexpected-pass'] as const satisfies readonly Standing[];

/** Where the commands look for a run that is not told where. */
const usualFolder = 'reports/out';

/** Failures written out before the rest is left to the report: what fits on a screen. */
const maxTold = 20;

/**
 * The end of a run as text: the verdict, totals, every scenario that needs a person with its reason and where to look,
 * and what to do next. `folder` is where the run's files are; `own` the folder of scenarios that the run was made with,
 * where they are not this package's.
 */
export function summary(record: RunRecord, folder: string, own?: string): string {
  const open = told.flatMap((standing) =>
    record.scenarios
      .filter((scenario) => standingOf(scenario) === standing)
      .map((s) => ({ standing, scenario: s })),
  );
  const lines = [
    '',
    ...open.slice(0, maxTold).flatMap(({ standing, scenario }) => troubled(standing, scenario, folder)),
    ...(open.length > maxTold ? [`… and ${open.length - maxTold} more in the report`, ''] : []),
    ...record.staleExpectations.flatMap((entry) => [`stale expectation  ${entry}`]),
    ...(record.staleExpectations.length > 0 ? [''] : []),
    verdictSentence(record),
    totals(record),
    ...warnings(record),
    '',
    `report  ${folder}/index.html`,
    `next    ${next(
      record,
      open.map(({ scenario }) => scenario.id),
      folder,
      own === undefined ? '' : ` --scenarios ${own}`,
    )}`,
    '',
  ];
  return lines.join('\n');
}

function troubled(standing: Standing, scenario: ScenarioRecord, folder: string): string[] {
  const { symbol, words } = signs[standing];
  const reason =
    standing === 'unexpected-pass' && scenario.expected !== undefined
      ? expectation(scenario.expected)
      : (scenario.reason ?? scenario.title);
  return [
    `${symbol} ${words}  ${scenario.id}`,
    `    ${reason}`,
    `    ${explainCommand(scenario.id, folder)}`,
    '',
  ];
}

function totals(record: RunRecord): string {
  const counts = tally(record.scenarios);
  const parts = [...standings].reverse().filter((standing) => counts[standing] > 0);
  const words = parts.map(
    (standing) => `${signs[standing].symbol} ${counts[standing]} ${signs[standing].words}`,
  );
  const { profile, shard, shards, seed } = record.suite;
  const asked = profile === undefined ? '' : `profile ${profile}, `;
  const part = shard === undefined ? '' : `shard ${shard.number} of ${shard.of}, `;
  const merged = shards === undefined ? '' : `merged from ${count(shards, 'shard')}, `;
  const run = `${productOf(record)}, ${asked}${part}${merged}seed ${seed}, ${duration(record.wallMs)}`;
  return [...words, `(${run})`].join('   ');
}

function warnings(record: RunRecord): string[] {
  if (record.faults.length === 0) return [];
  return [
    `This run says nothing about a server: it was started with ${record.faults.join(', ')} broken on purpose.`,
  ];
}

/** The one thing to do now, by the run's exit code. */
function next(record: RunRecord, open: readonly string[], folder: string, own: string): string {
  const { name } = record.target;
  const { profile } = record.suite;
  const target = name === 'reference' ? '' : ` --target ${name}`;
  const peer = record.peer === undefined ? '' : ` --peer ${record.peer.name}`;
  const asked = `${target}${peer}${profile === undefined ? '' : ` --profile ${profile}`}${own}`;
  const again = `npx cmbac run ${open.length > 0 && open.length <= 3 ? open.join(' ') : 'PATTERN'}${asked}`;
  switch (record.exitCode) {
    case 0:
      return `nothing to mend; \`npx cmbac judge ${folder}${own}\` gives the same verdicts from the saved transcripts`;
    case 1:
      return `read why with \`${explainCommand(open[0] ?? 'ID', folder)}\`, mend the server, then \`${again}\``;
    case 2:
      return `the target does better than its expected-failures file says: take ${count(stale(record), 'entry').replace('entrys', 'entries')} out of it`;
    case 3:
      return `a fence or a control was missing: \`${again} --budget 10000\` gives the server more time`;
    case 4:
      if (tally(record.scenarios).broken === 0)
        return `see what the target lacks with \`${explainCommand(record.scenarios[0]?.id ?? 'ID', folder)}\`, then ask for something else with \`${again}\``;
      return `what is broken is not the server's fault: read the reasons above, mend it, then \`${again}\``;
    default:
      return 'mend the command, then run it again';
  }
}

function stale(record: RunRecord): number {
  return record.staleExpectations.length + tally(record.scenarios)['unexpected-pass'];
}

function explainCommand(id: string, folder: string): string {
  return `npx cmbac explain ${id}${folder === usualFolder ? '' : ` ${folder}`}`;
}
