import type { RequirementRecord } from '../../harness/record/index.ts';
import { sourcesOf } from '../by-source.ts';
import { documentAnchor, hrefTo } from './anchor.ts';
import { type Html, html } from './escape.ts';

/** Where a requirement comes from, each document linked to its own place in the page, and what it says word for word. */
export function sourceAndQuote({ level, source, quote }: RequirementRecord): Html {
  const links = sourcesOf(source).map(
    ({ document, section }) =>
      html` · <a href="${hrefTo(documentAnchor(document))}">${document}</a>${section === '' ? undefined : ` ${section}`}`,
  );
  const cited = quote === undefined ? undefined : html`<blockquote>${quote}</blockquote>`;
  return html` <span class="source"><b>${level}</b>${links}</span>${cited}`;
}
