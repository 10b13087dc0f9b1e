import type { Outcome, PartRecord } from '../harness/record/index.ts';
import { type Html, html } from './html/escape.ts';
import {
  columnWidth,
  headHeight,
  layOut,
  type Row,
  rowHeight,
  type SequenceLayout,
} from './sequence-layout.ts';
import type { Lifeline } from './sequence-rows.ts';
import { signs } from './standing.ts';

/** What a drawing needs to know besides the part. */
export interface DrawingOptions {
  /** The name over the target's line. */
  readonly target: string;
  /** What the drawing shows, for who cannot see it. */
  readonly title: string;
  /** Where an arrow leads that is clicked; undefined: nowhere. */
  readonly href?: (line: number) => string | undefined;
  /** Stanzas to point out, by line number, with the outcome that they prove. */
  readonly proofs?: ReadonlyMap<number, Outcome>;
}

/**
 * A part's stanzas as a sequence diagram: inline SVG, coloured by the page's style sheet (class names below).
 *
 * Nothing is told by colour alone: a stimulus is thick, a fence is dashed, an error ends in a cross and a stimulus that
 * the target keeps ends in a bar; the caption names the role.
 */
export function sequenceDiagram(part: PartRecord, options: DrawingOptions): Html {
  const layout = layOut(part, options.target);
  const { width, height, lifelines } = layout;
  const rows = layout.rows.map((row) => drawRow(row, layout, options));
  return html`<svg class="seq" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${options.title}">
${lifelines.map((lifeline) => drawLifeline(lifeline, height))}${rows}</svg>`;
}

function drawLifeline({ name, x, isTarget }: Lifeline, height: number): Html {
  const boxWidth = Math.min(columnWidth - 24, Math.max(96, name.length * 8 + 28));
  return html`<g class="${isTarget ? 'life target' : 'life'}"><path d="M${x} ${headHeight}V${height}"/><rect x="${x - boxWidth / 2}" y="8" width="${boxWidth}" height="30" rx="${isTarget ? 4 : 15}"/><text x="${x}" y="28">${cut(name, 24)}</text></g>
`;
}

function drawRow(row: Row, layout: SequenceLayout, options: DrawingOptions): Html {
  switch (row.kind) {
    case 'step':
      return html`<g class="stephead ${row.outcome}"><path d="M0 ${row.y - 20}H${layout.width}"/><text x="8" y="${row.y}"><tspan class="sign">${signs[row.outcome].symbol}</tspan> ${row.number}. ${cut(row.summary, Math.floor(layout.width / 7.2))}</text></g>
`;
    case 'folded':
      return html`<text class="folded" x="${layout.width / 2}" y="${row.y}">… ${row.stanzas} more in the transcript</text>
`;
    case 'fence':
      return drawFence(row, layout);
    case 'arrow':
      return drawArrow(row, layout, options);
    default:
      return row satisfies never;
  }
}

function drawFence({ y, arrived }: Row & { kind: 'fence' }, { lifelines, width }: SequenceLayout): Html {
  const from = (lifelines[0]?.x ?? 0) - 60;
  const to = (lifelines.at(-1)?.x ?? width) + 60;
  const words = arrived
    ? 'fence: nothing sent before it is still on its way'
    : 'no fence arrived: silence proves nothing';
  const half = words.length * 3.3 + 10;
  const middle = (from + to) / 2;
  return html`<g class="${arrived ? 'fenceline' : 'fenceline lost'}"><path d="M${from} ${y - 7}H${to}M${from} ${y - 3}H${to}"/><rect x="${middle - half}" y="${y - 15}" width="${2 * half}" height="20" rx="3"/><text x="${middle}" y="${y - 1}">${words}</text></g>
`;
}

function drawArrow(row: Row & { kind: 'arrow' }, { width }: SequenceLayout, options: DrawingOptions): Html {
  const { y, arrow, fromX, toX, end } = row;
  const ahead = Math.sign(toX - fromX);
  const link = options.href?.(arrow.line);
  const proves = options.proofs?.get(arrow.line);
  const band =
    proves &&
    html`<g class="band ${proves}"><rect x="0" y="${y - 25}" width="${width}" height="${rowHeight - 3}" rx="4"/><text x="${width - 18}" y="${y + 2}">${signs[proves].symbol}</text></g>`;
  const label = html`<text x="${(fromX + toX) / 2}" y="${y - 9}">${longer(arrow.caption)}${role(arrow.role)}${cut(arrow.caption, maxCaption)}</text>`;
  const time = html`<text class="when" x="8" y="${y + 1}">#${arrow.line} · ${arrow.at.toFixed(1)} ms</text>`;
  const drawn = html`${band}${time}<path class="line" d="M${fromX + 2 * ahead} ${y - 3}H${toX - 2 * ahead}"/><path class="tip" d="${tip(toX, y - 3, ahead, end)}"/>${label}`;
  const body = link === undefined ? drawn : html`<a href="${link}">${drawn}</a>`;
  return html`<g class="arrow ${arrow.role} ${end}">${body}</g>
`;
}

/** A head; a head and a cross for an error; a bar with a cross before the target for a stimulus that goes no further. */
function tip(x: number, y: number, ahead: number, end: 'arrives' | 'error' | 'stopped'): string {
  const head = `M${x - 11 * ahead} ${y - 5}L${x - 2 * ahead} ${y}L${x - 11 * ahead} ${y + 5}`;
  if (end === 'arrives') return head;
  const middle = end === 'error' ? x - 22 * ahead : x + 12 * ahead;
  return `${head}M${middle - 5} ${y - 5}l10 10m0 -10l-10 10`;
}

function role(name: string): Html | undefined {
  return name === 'other' || name === 'reply' ? undefined : html`<tspan class="role">${name}</tspan> `;
}

/** Characters of a caption that fit between two lines. */
const maxCaption = 30;

/** The whole caption, shown on hover, when it does not fit. */
function longer(caption: string): Html | undefined {
  return caption.length > maxCaption ? html`<title>${caption}</title>` : undefined;
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}
