import type { FailureKind, Finding } from '../record/index.ts';

/** A claim and what became of it, before the step that makes it is known. */
export type Found = Omit<Finding, 'step'>;

/** The claim holds. */
export function holds(claim: string, evidence: readonly number[], strength?: Finding['strength']): Found {
  return { outcome: 'passed', claim, evidence, ...(strength && { strength }) };
}

/** The claim does not hold, and the evidence shows it. `kind`: what that means for a reader (docs/expectations.md). */
export function fails(
  kind: FailureKind,
  claim: string,
  seen: string,
  evidence: readonly number[] = [],
): Found {
  return { outcome: 'failed', kind, claim, seen, evidence };
}

/** Nobody can say. */
export function open(claim: string, seen: string, evidence: readonly number[] = []): Found {
  return { outcome: 'inconclusive', claim, seen, evidence };
}

/**
 * Something did not come. That is a failure only where the proof that it would have been seen is complete;
 * otherwise nobody can say.
 */
export function lacks(
  kind: FailureKind,
  claim: string,
  seen: string,
  proven: boolean,
  evidence: readonly number[] = [],
): Found {
  return proven
    ? fails(kind, claim, seen, evidence)
    : open(claim, `${seen}, and the proof is not complete`, evidence);
}

/** Several texts as a person lists them: `rita, sam and tess`. */
export function list(texts: readonly string[]): string {
  return texts.length < 2
    ? texts.join('')
    : `${texts.slice(0, -1).join(', ')} and ${texts.slice(-1).join('')}`;
}
