import type { FailureKind } from '../../harness/record/index.ts';
import { kindWords } from '../failure-kinds.ts';
import { kindSigns } from '../kind-signs.ts';
import { type Standing, signs } from '../standing.ts';
import { type Html, html } from './escape.ts';

/** A standing as its sign in a box; the words are there for who hears the page. */
export function mark(standing: Standing): Html {
  const { symbol, words } = signs[standing];
  return html`<span class="mark ${standing}" role="img" aria-label="${words}">${symbol}</span>`;
}

/** A standing as its words, coloured. */
export function words(standing: Standing): Html {
  return html`<span class="words ${standing}">${signs[standing].words}</span>`;
}

/** A kind of failure as sign and word: told apart by shape, not by colour. */
export function kindTag(kind: FailureKind | undefined): Html | undefined {
  if (kind === undefined) return undefined;
  const { words, meaning } = kindWords[kind];
  return html`<span class="kind ${kind}" title="${meaning}"><span aria-hidden="true">${kindSigns[kind]}</span> ${words}</span>`;
}
