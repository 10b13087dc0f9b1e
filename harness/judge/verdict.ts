import { type FailureKind, type Finding, failureKinds, type Outcome } from '../record/index.ts';

/** Worst first: a leak is a leak whatever else went wrong; a broken harness may not pass as anything better. */
const worstFirst: readonly Outcome[] = ['failed', 'broken', 'inconclusive', 'unsupported', 'passed'];

/** The worst of several outcomes; of none, `inconclusive`: nothing was shown. */
export function worst(outcomes: readonly Outcome[]): Outcome {
  return worstFirst.find((outcome) => outcomes.includes(outcome)) ?? 'inconclusive';
}

/** The worst kind among the failures of these findings; `undefined`: none of them failed. */
export function worstKind(findings: readonly Pick<Finding, 'kind'>[]): FailureKind | undefined {
  return failureKinds.find((kind) => findings.some((finding) => finding.kind === kind));
}

/** One sentence why findings are not all `passed`: the first of the worst, of failures that of the worst kind. */
export function reasonOf(findings: readonly Finding[]): string | undefined {
  const outcome = worst(findings.map((finding) => finding.outcome));
  const kind = worstKind(findings);
  const found = findings.find((finding) => finding.outcome === outcome && finding.kind === kind);
  if (!found || outcome === 'passed') return undefined;
  return sentenceOf(found);
}

/** A finding in one sentence: what was claimed, and what was seen instead. */
export function sentenceOf({ claim, seen }: Pick<Finding, 'claim' | 'seen'>): string {
  return seen === undefined ? claim : `${claim}: ${seen}`;
}
