import { SessionError } from '../actors/index.ts';
import type { Fixtures } from '../fixtures/index.ts';
import { TargetKeeper } from '../keep-target.ts';
import { withCleanup } from '../on-interrupt.ts';
import type { ScsFlip, ScsRecord, ScsScriptRecord } from '../record/index.ts';
import { EnvironmentFault, type RunningTarget, type TargetDriver } from '../targets/index.ts';
import { judgeScript, type ScriptVerdict } from './audience.ts';
import { companyOf } from './company.ts';
import { evidenceOf } from './evidence.ts';
import type { MatchMode } from './match.ts';
import { type Performance, play } from './play.ts';
import { racesOf } from './races.ts';
import type { Script } from './script.ts';
import { type Staging, stageFor } from './stage.ts';

/** A script and the SHA-256 of its file. */
export interface HashedScript {
  readonly script: Script;
  readonly hash: string;
}

export interface RunScriptsOptions {
  readonly driver: TargetDriver;
  readonly scripts: readonly HashedScript[];
  /** What a server that enforces labels is provisioned from. */
  readonly fixtures: Fixtures;
  readonly mode: MatchMode;
  /** How often all of them are played, from 1. */
  readonly times: number;
  readonly budgetMs: number;
  /** Look for races? */
  readonly races: boolean;
  /** Told after each time. */
  readonly onPlayed?: (time: number) => void;
}

/** One time that a script was played, and what came of it. */
interface Played {
  readonly performance: Performance;
  readonly verdict: ScriptVerdict;
}

/**
 * Plays scripts against one server, which forgets everything in between, and judges each from what passed.
 *
 * @throws EnvironmentFault where the server cannot be started, or be brought back to where it began
 * @throws ScenarioError where the scripts cannot be played on one server
 */
export async function runScripts(options: RunScriptsOptions): Promise<ScsRecord> {
  const started = { at: new Date().toISOString(), now: performance.now() };
  const staging = stageFor(
    options.driver,
    options.scripts.map(({ script }) => script),
    options.fixtures,
  );
  const keeper = new TargetKeeper(staging.driver, staging.deployment);
  return withCleanup(
    async () => {
      const target = await keeper.target();
      const played = await playAll(target, staging, options);
      const { driver, mode, times } = options;
      const scripts = options.scripts.map((one, index) => recordOf(one, played[index] ?? [], options));
      return {
        schema: 'cmbac/scs@1' as const,
        target: {
          name: driver.name,
          product: target.product,
          version: target.version,
          ...(driver.kind !== undefined && { kind: driver.kind }),
          ...(target.startMs !== undefined && { startMs: target.startMs }),
        },
        match: mode,
        plays: times,
        startedAt: started.at,
        wallMs: Math.round(performance.now() - started.now),
        scripts,
        exitCode: exitCodeOf(scripts),
      };
    },
    () => keeper.stop(),
  );
}

/** Every time of every script, by script. Of the later times that came to the same nothing but the time it took is kept. */
async function playAll(
  target: RunningTarget,
  staging: Staging,
  options: RunScriptsOptions,
): Promise<Played[][]> {
  const played: Played[][] = staging.scripts.map(() => []);
  for (let time = 1; time <= options.times; time++) {
    for (const [index, script] of staging.scripts.entries()) {
      const { rooms = [] } = staging.deployment;
      await target.reset(staging.provisionFor(script), companyOf(script, rooms, staging.accountOf));
      const found = await playOnce(script, target, staging, options);
      const [first] = played[index] ?? [];
      const same = first !== undefined && isSame(first.verdict, found.verdict);
      played[index]?.push(same ? { ...found, performance: { ...found.performance, lines: [] } } : found);
    }
    options.onPlayed?.(time);
  }
  return played;
}

async function playOnce(
  script: Script,
  target: RunningTarget,
  { driver, deployment, keeper, accountOf }: Staging,
  { mode, budgetMs }: RunScriptsOptions,
): Promise<Played> {
  const endpoint = driver.entrance?.(deployment.domain) ?? { ...target.client, tls: 'starttls' };
  try {
    const found = await play(script, { endpoint, mode, budgetMs, keeper, accountOf });
    return { performance: found, verdict: judgeScript(script, found.lines, found.fence, mode) };
  } catch (error) {
    if (!(error instanceof SessionError)) throw error;
    throw new EnvironmentFault(
      `the server does not take the session that keeps it from being empty: ${error.message}`,
      { cause: error },
    );
  }
}

function isSame(a: ScriptVerdict, b: ScriptVerdict): boolean {
  return a.outcome === b.outcome && a.step === b.step;
}

function recordOf(
  { script, hash }: HashedScript,
  played: readonly Played[],
  { races }: RunScriptsOptions,
): ScsScriptRecord {
  const [first] = played;
  if (first === undefined) throw new Error(`\`${script.file}\` was never played`);
  const { verdict, performance: seen } = first;
  const flips = played.flatMap(({ verdict: other, performance: then }, index): ScsFlip[] =>
    isSame(verdict, other)
      ? []
      : [{ play: index + 1, ...outcomeOf(other), evidence: evidenceOf(script, then, other) }],
  );
  const times = played.map(({ performance: { wallMs } }) => wallMs).sort((a, b) => a - b);
  return {
    ...{ file: script.file, hash },
    ...(script.title !== undefined && { title: script.title }),
    tags: script.tags.map(({ name, value }) => (value === undefined ? name : `${name}: ${value}`)),
    warnings: script.warnings,
    ...outcomeOf(verdict),
    ...{ skipped: verdict.skipped, captured: verdict.captured, flips },
    wallMs: { median: rounded(times[Math.floor(times.length / 2)]), longest: rounded(times.at(-1)) },
    ...(races && { races: racesOf(script, seen.lines, seen.fence, verdict.reads) }),
    evidence: evidenceOf(script, seen, verdict),
  };
}

function outcomeOf({ outcome, reason }: ScriptVerdict): Pick<ScsScriptRecord, 'outcome' | 'reason'> {
  return { outcome, ...(reason !== undefined && { reason }) };
}

function rounded(ms = 0): number {
  return Math.round(ms * 10) / 10;
}

/** As `cmbac run` ends: 4 broken, 1 failed or not the same each time, 3 inconclusive. */
function exitCodeOf(scripts: readonly ScsScriptRecord[]): number {
  const some = (outcome: ScsScriptRecord['outcome']): boolean =>
    scripts.some((one) => one.outcome === outcome);
  if (some('broken')) return 4;
  if (some('failed') || scripts.some(({ flips }) => flips.length > 0)) return 1;
  return some('inconclusive') ? 3 : 0;
}
