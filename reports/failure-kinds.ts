import { type FailureKind, failureKinds, type PartRecord } from '../harness/record/index.ts';

/** Each kind as a heading, and what it means to somebody who reads of it for the first time. */
export const kindWords: Readonly<Record<FailureKind, { readonly words: string; readonly meaning: string }>> =
  {
    leak: { words: 'leak', meaning: 'something reached whom it must not reach' },
    'over-block': { words: 'over-block', meaning: 'something that must pass did not' },
    'label-lost': { words: 'label lost', meaning: 'a message arrived without its label' },
    'label-altered': { words: 'label altered', meaning: 'a message arrived with another label' },
    'wrong-error': {
      words: 'wrong error',
      meaning: 'a refusal says what it must not say, or in other words than it should',
    },
    protocol: { words: 'protocol', meaning: 'the server breaks the protocol in another way' },
    claim: { words: 'claim', meaning: 'the server does not do what it says that it does' },
  };

/** A place in the order of badness: a leak has 0; a failure of which no kind is known comes last. */
export function rankOf(kind: FailureKind | undefined): number {
  return kind === undefined ? failureKinds.length : failureKinds.indexOf(kind);
}

/** The worst kind among a part's failures; nothing where none has one. */
export function worstKindOf({ findings }: Pick<PartRecord, 'findings'>): FailureKind | undefined {
  const kinds = new Set(findings.map(({ kind }) => kind));
  return failureKinds.find((kind) => kinds.has(kind));
}
