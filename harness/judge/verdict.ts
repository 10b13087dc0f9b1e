import type { Finding, Outcome } from '../record/index.ts';

/** Worst first: a leak is a leak whatever else went wrong; a broken harness may not pass as anything better. */
const worstFirst: readonly Outcome[] = ['failed', 'broken', 'inconclusive', 'unsupported', 'passed'];

/** The worst of several outcomes; of none, `inconclusive`: nothing was shown. */
export function worst(outcomes: readonly Outcome[]): Outcome {
  return worstFirst.find((outcome) => outcomes.includes(outcome)) ?? 'inconclusive';
}

/** One sentence why findings are not all `passed`: the first of the worst. */
export function reasonOf(findings: readonly Finding[]): string | undefined {
  const outcome = worst(findings.map((finding) => finding.outcome));
  const found = findings.find((finding) => finding.outcome === outcome);
  if (!found || outcome === 'passed') return undefined;
  return sentenceOf(found);
}

/** A finding in one sentence: what was claimed, and what was seen instead. */
export function sentenceOf({ claim, seen }: Pick<Finding, 'claim' | 'seen'>): string {
  return seen === undefined ? claim : `${claim}: ${seen}`;
}
