import type { MatrixRecord, PairRecord, PairVerdicts } from '../harness/record/index.ts';
import { type Standing, signs, standings } from './standing.ts';

/** The pair from one target to another. */
export function pairOf({ pairs }: MatrixRecord, from: string, to: string): PairRecord | undefined {
  return pairs.find((pair) => pair.from === from && pair.to === to);
}

/** What to say of a pair first: the worst of what could be asked; where nothing could be, that. */
export function worstOf(verdicts: PairVerdicts): Standing {
  const found = standings.filter((standing) => numberOf(verdicts, standing) > 0);
  return found.find((standing) => standing !== 'unsupported') ?? found[0] ?? 'unsupported';
}

/** `9 of 10`: those that passed, of those that could be asked. */
export function share(verdicts: PairVerdicts): string {
  return `${verdicts.passed} of ${askedOf(verdicts)}`;
}

/** All that is not passed, in words: `1 failed as expected, 1 unsupported`. */
export function remainder(verdicts: PairVerdicts): string {
  return standings
    .filter((standing) => standing !== 'passed' && numberOf(verdicts, standing) > 0)
    .map((standing) => `${numberOf(verdicts, standing)} ${signs[standing].words}`)
    .join(', ');
}

function askedOf(verdicts: PairVerdicts): number {
  return standings
    .filter((standing) => standing !== 'unsupported')
    .reduce((sum, standing) => sum + numberOf(verdicts, standing), 0);
}

function numberOf(verdicts: PairVerdicts, standing: Standing): number {
  if (standing === 'expected-failure') return verdicts.expectedFailures;
  return standing === 'unexpected-pass' ? verdicts.unexpectedPasses : verdicts[standing];
}
