import { stripVTControlCharacters } from 'node:util';
import type { RunRecord } from '../record/index.ts';
import { EnvironmentFault, type TargetDriver } from '../targets/index.ts';
import { orderedPairs, type PairRun } from './matrix.ts';

/** What to do with each pair. */
export interface PairsWork<Driver> {
  /** How many scenarios a pair with this server first is asked. */
  readonly asked: (from: Driver) => number;
  /** Runs a pair, and writes its files into a folder below the matrix's own. */
  readonly run: (from: Driver, to: Driver, evidence: string) => Promise<RunRecord>;
  /** Is told what is known: before the first pair, and after each. Those still to come are there as pairs that could not be run. */
  readonly keep: (pairs: readonly PairRun[]) => void;
  /** Is told what a pair could not be run for, and the sentence made of it. */
  readonly complain: (sentence: string, error: unknown) => void;
}

/**
 * Runs every ordered pair of servers, one after the other, whatever becomes of the others: where one cannot be started, or the harness
 * itself fails, that pair says so and the next one is run.
 */
export async function runPairs<Driver extends Pick<TargetDriver, 'name'>>(
  drivers: readonly Driver[],
  work: PairsWork<Driver>,
): Promise<readonly PairRun[]> {
  const pairs = orderedPairs(drivers);
  let known = pairs.map(([from, to]): PairRun => {
    const scenarios = work.asked(from);
    return { from: from.name, to: to.name, broken: notReached, scenarios, wallMs: 0 };
  });
  work.keep(known);
  for (const [index, [from, to]] of pairs.entries()) {
    known = known.with(index, await pairRun(from, to, work));
    work.keep(known);
  }
  return known;
}

const notReached = 'the matrix was ended before this pair had been run';

async function pairRun<Driver extends Pick<TargetDriver, 'name'>>(
  from: Driver,
  to: Driver,
  { asked, run, complain }: PairsWork<Driver>,
): Promise<PairRun> {
  const pair = { from: from.name, to: to.name };
  const evidence = `pairs/${from.name}-${to.name}`;
  const start = performance.now();
  try {
    return { ...pair, run: await run(from, to, evidence), evidence };
  } catch (error) {
    const broken = sentenceOf(error);
    complain(broken, error);
    return { ...pair, broken, scenarios: asked(from), wallMs: Math.round(performance.now() - start) };
  }
}

/** On one line, and without what a server's last words would do to a terminal. */
function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const said = stripVTControlCharacters(message)
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim();
  if (error instanceof EnvironmentFault) return said;
  return `the harness or this machine failed: ${said}`;
}
