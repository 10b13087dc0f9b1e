import { type RunRecord, type ScenarioRecord, visible } from '../harness/record/index.ts';
import { expectation } from './explain.ts';
import { kindWords, rankOf } from './failure-kinds.ts';
import { tallyKinds } from './kind-signs.ts';
import { missingIn } from './missing.ts';
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
import { asTyped, targetOption } from './target-option.ts';

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
      .toSorted((one, other) => rankOf(one.kind) - rankOf(other.kind))
      .map((s) => ({ standing, scenario: s })),
  );
  const lines = [
    '',
    ...open.slice(0, maxTold).flatMap(({ standing, scenario }) => troubled(standing, scenario, folder)),
    ...(open.length > maxTold ? [`… and ${open.length - maxTold} more in the report`, ''] : []),
    ...record.staleExpectations.flatMap((entry) => [`stale expectation  ${entry}`]),
    ...(record.staleExpectations.length > 0 ? [''] : []),
    ...owed(record),
    verdictSentence(record),
    totals(record),
    ...warnings(record),
    ...lacking(record),
    '',
    `report  ${folder}/index.html   for a pull request: ${folder}/summary.md`,
    `next    ${next(
      record,
      open.map(({ scenario }) => scenario.id),
      folder,
      own === undefined ? '' : ` --scenarios ${own}`,
    )}`,
    '',
  ];
  return visible(lines.join('\n'));
}

function troubled(standing: Standing, scenario: ScenarioRecord, folder: string): string[] {
  const { symbol } = signs[standing];
  const words =
    standing === 'failed' && scenario.kind !== undefined
      ? kindWords[scenario.kind].words
      : signs[standing].words;
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
    (standing) =>
      `${signs[standing].symbol} ${counts[standing]} ${signs[standing].words}${standing === 'failed' ? kindsIn(record) : ''}`,
  );
  const { profile, shard, shards, seed } = record.suite;
  const asked = profile === undefined ? '' : `profile ${profile}, `;
  const part = shard === undefined ? '' : `shard ${shard.number} of ${shard.of}, `;
  const { deployment: on } = record;
  const typed = on === undefined || on.of <= 1 ? '' : `deployment ${on.number} of ${on.of}, `;
  const merged = shards === undefined ? '' : `merged from ${count(shards, 'shard')}, `;
  const run = `${productOf(record)}, ${asked}${part}${typed}${merged}seed ${seed}, ${duration(record.wallMs)}`;
  return [...words, `(${run})`].join('   ');
}

/** `: 1 leak, 2 wrong error`. */
function kindsIn({ scenarios }: RunRecord): string {
  const kinds = tallyKinds(scenarios).filter(({ found }) => found > 0);
  if (kinds.length === 0) return '';
  return `: ${kinds.map(({ kind, found }) => `${found} ${kindWords[kind].words}`).join(', ')}`;
}

/** Of a lock, what was not executed: so many by name. */
const maxOwed = 5;

function owed({ debt }: RunRecord): string[] {
  if (debt === undefined || debt.missing.length === 0) return [];
  const rest = debt.missing.length - maxOwed;
  return [
    ...debt.missing.slice(0, maxOwed).map((id) => `not executed  ${id}`),
    ...(rest > 0 ? [`… and ${rest} more that ${debt.file} names`] : []),
    '',
  ];
}

/** Longest list of what a target lacks: that which costs most. */
const maxLacking = 4;

/** What the target lacks, and what somebody does whose server it is. */
function lacking({ scenarios }: RunRecord): string[] {
  const missing = missingIn(scenarios);
  if (missing.length === 0) return [];
  const names = missing.slice(0, maxLacking).map(({ name, scenarios: cost }) => `${name} (${cost})`);
  const rest = missing.length > maxLacking ? ' and others' : '';
  return [
    '',
    `lacks   ${names.join(', ')}${rest}: what is unsupported was not tested and counts as neither; what the server can do after all is declared in the target's description`,
  ];
}

function warnings(record: RunRecord): string[] {
  if (record.faults.length === 0) return [];
  return [
    `This run says nothing about a server: it was started with ${record.faults.join(', ')} broken on purpose.`,
  ];
}

/** The one thing to do now, by the run's exit code. */
function next(record: RunRecord, open: readonly string[], folder: string, own: string): string {
  const { profile } = record.suite;
  const target = targetOption(record.target);
  const peer = record.peer === undefined ? '' : ` --peer ${asTyped(record.peer)}`;
  const asked = `${target}${peer}${profile === undefined ? '' : ` --profile ${profile}`}${own}`;
  const again = `npx cmbac run ${open.length > 0 && open.length <= 3 ? open.join(' ') : 'PATTERN'}${asked}`;
  switch (record.exitCode) {
    case 0:
      return `nothing to mend; \`npx cmbac judge ${folder}${own}\` gives the same verdicts from the saved transcripts`;
    case 1:
      return `read why with \`${explainCommand(open[0] ?? 'ID', folder)}\`, mend the server, then \`${again}\``;
    case 2:
      return `${count(stale(record), 'entry').replace('entrys', 'entries')} of the target's expectations no longer hold or have expired: \`npx cmbac bless${folder === usualFolder ? '' : ` ${folder}`}\` shows what to change`;
    case 3:
      return `a fence or a control was missing: \`${again} --budget 10000\` gives the server more time`;
    case 4:
      if (tally(record.scenarios).broken === 0)
        return `see what the target lacks with \`${explainCommand(record.scenarios[0]?.id ?? 'ID', folder)}\`, then ask for something else with \`${again}\``;
      return `what is broken is not the server's fault: read the reasons above, mend it, then \`${again}\``;
    case 6:
      return `not all was executed that ${record.debt?.file ?? 'the lock'} names: see why with \`${explainCommand(record.debt?.missing[0] ?? 'ID', folder)}\`; a green run without it proves less than the one before`;
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
