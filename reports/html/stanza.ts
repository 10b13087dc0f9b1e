import type { Arrow } from '../../harness/record/index.ts';
import { type StanzaLine, stanzaLines } from '../stanza-lines.ts';
import { type Html, html } from './escape.ts';

/** Characters of one stanza that the page holds; the transcript has the rest. */
const maxShown = 12_000;

/**
 * A stanza, once: in lines for reading, or exactly as it was on the wire, as the box beside it says.
 *
 * Its lines are made by the style sheet, so the text is the wire's own either way. What belongs to a security label is marked.
 */
export function stanza(arrow: Arrow, anchor: string): Html {
  const how = arrow.direction === 'sent' ? 'sent' : 'received';
  const missing = arrow.raw.length - maxShown;
  const lines = stanzaLines(arrow.raw.slice(0, maxShown));
  return html`<figure class="stanza ${arrow.role}" id="${anchor}" tabindex="-1">
<figcaption><b>#${arrow.line}</b> <span>${arrow.actor} ${how}</span> <span class="role">${arrow.role}</span> <span class="caption">${arrow.caption}</span> <span class="when">${arrow.at.toFixed(1)} ms</span><label><input type="checkbox"> as on the wire</label></figcaption>
<pre tabindex="0">${lines.map(line)}</pre>${missing > 0 ? html`<p class="note">${missing} more characters in the transcript</p>` : undefined}
</figure>
`;
}

/** Deepest indentation drawn. */
const maxDepth = 9;

function line({ depth, text, labelled }: StanzaLine): Html {
  return html`<span class="d${Math.min(depth, maxDepth)}${labelled ? ' sec' : ''}">${text}</span>`;
}
