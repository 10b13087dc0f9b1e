import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Fixtures } from '../../harness/fixtures/index.ts';
import { judge, worstKind } from '../../harness/judge/index.ts';
import { readTranscript, TranscriptError } from '../../harness/observe/read-transcript.ts';
import type { FailureKind, Outcome, PartRecord, RunRecord } from '../../harness/record/index.ts';
import { profileNamed, renameScenario, type Scenario, underProfile } from '../../harness/scenario/index.ts';
import { exitCodes } from './exit-codes.ts';
import { defaultRunFolder, readRun } from './saved-run.ts';
import { loadSuite } from './suite.ts';

/** One saved transcript, judged again. */
interface Rejudged {
  readonly id: string;
  readonly part: PartRecord['name'];
  readonly was: Outcome;
  /** Missing: it did not fail, or the run is of an earlier version. */
  readonly wasKind?: FailureKind;
  /** Missing: it could not be judged again, and `why` says so. */
  readonly now?: Outcome;
  readonly nowKind?: FailureKind;
  readonly why?: string;
}

/** `cmbac judge`: the verdicts again, from the saved transcripts alone. */
export function judgeCommand(end: (exitCode: number) => void): Command {
  return new Command('judge')
    .summary('judge the saved transcripts of a run again')
    .description(
      "Judge a run's transcripts again, without any server, and compare with the verdicts in its run.json.",
    )
    .argument('[rundir]', 'the folder of the run', defaultRunFolder)
    .option('--scenarios <dir>', 'the folder of scenarios of your own that the run was made with')
    .option('--json', 'one JSON object on stdout')
    .addHelpText(
      'after',
      `
Exit codes: 0 every verdict is the same, 1 one differs in its outcome or kind of failure, 3 a transcript could not be judged again (its scenario was changed,
or it is not whole), 5 bad input.

Examples:
  $ npx cmbac judge
  $ npx cmbac judge evidence/2026-11-21 --json | jq '.changed'
`,
    )
    .action((folder: string, options: { scenarios?: string; json?: true }) => {
      const run = readRun(folder);
      const { scenarios, fixtures, profiles } = loadSuite(options.scenarios);
      const { profile: name } = run.suite;
      const asked =
        name === undefined
          ? scenarios
          : scenarios.map((one) => underProfile(one, profileNamed(profiles, name, run.target.name)));
      const results = rejudge(folder, run, asked, fixtures);
      const changed = results.filter(isOtherwise);
      const unjudged = results.filter(({ now }) => now === undefined);
      const same = results.length - changed.length - unjudged.length;
      if (changed.length > 0) end(exitCodes.failed);
      else if (unjudged.length > 0 || results.length === 0) end(exitCodes.inconclusive);
      if (options.json)
        console.log(JSON.stringify({ transcripts: results.length, same, changed, unjudged }, null, 2));
      else console.log(text(same, changed, unjudged));
    });
}

function rejudge(
  folder: string,
  run: RunRecord,
  scenarios: readonly Scenario[],
  fixtures: Fixtures,
): Rejudged[] {
  return run.scenarios.flatMap(({ id, parts }) =>
    parts.flatMap((part) => {
      const { name, outcome, transcript, findings } = part;
      const wasKind = worstKind(findings);
      const read = { id, part: name, was: outcome, ...(wasKind && { wasKind }) };
      // What was not asked, or broke before it began, has none
      if (transcript === undefined)
        return outcome === 'unsupported' || outcome === 'broken'
          ? []
          : [{ ...read, why: 'the run names no transcript of it' }];
      const scenario = scenarios.find((each) => each.id === id);
      return [{ ...read, ...again(join(folder, transcript), scenario, name, fixtures) }];
    }),
  );
}

function again(
  file: string,
  scenario: Scenario | undefined,
  part: PartRecord['name'],
  fixtures: Fixtures,
): Pick<Rejudged, 'now' | 'nowKind' | 'why'> {
  if (scenario === undefined) return { why: 'there is no such scenario any more' };
  if (part === 'twin' && scenario.twin === undefined) return { why: 'the scenario has no twin any more' };
  try {
    const transcript = readTranscript(readFileSync(file, 'utf8'));
    if (transcript.header.scenarioHash !== scenario.hash)
      return { why: 'the scenario was changed since the run' };
    const { names } = transcript.header;
    const played = names === undefined ? scenario : renameScenario(scenario, names, fixtures.base);
    const { outcome, findings } = judge(played, part, transcript, fixtures);
    const nowKind = worstKind(findings);
    return { now: outcome, ...(nowKind && { nowKind }) };
  } catch (error) {
    if (error instanceof TranscriptError) return { why: error.message };
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { why: `\`${file}\` is missing` };
    throw error;
  }
}

/** Another outcome, or a failure of another kind. */
function isOtherwise({ was, now, wasKind, nowKind }: Rejudged): boolean {
  return now !== undefined && (now !== was || (wasKind !== undefined && nowKind !== wasKind));
}

function text(same: number, changed: readonly Rejudged[], unjudged: readonly Rejudged[]): string {
  const name = ({ id, part }: Rejudged): string => (part === 'twin' ? `${id} (twin)` : id);
  return [
    ...changed.map(
      (one) =>
        `${name(one)}: was ${worded(one.was, one.wasKind)}, is ${worded(one.now ?? 'unknown', one.nowKind)}`,
    ),
    ...unjudged.map((one) => `${name(one)}: not judged again: ${one.why ?? 'unknown'}`),
    `${same} transcripts with the same verdict, ${changed.length} with another, ${unjudged.length} not judged again`,
  ].join('\n');
}

/** `failed (leak)`. */
function worded(outcome: string, kind: FailureKind | undefined): string {
  return kind === undefined ? outcome : `${outcome} (${kind})`;
}
