import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { MatrixRecord, PairRecord, RunRecord } from '../../harness/record/index.ts';
import { pairOf, remainder, share, worstOf } from '../matrix-cell.ts';
import { count, duration, signs, standings } from '../standing.ts';
import { hrefTo } from './anchor.ts';
import { type Html, html, trusted } from './escape.ts';
import { mark, words } from './marks.ts';
import { pairAnchor, pairSection } from './matrix-pair.ts';

const style = ['report.css', 'matrix.css']
  .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
  .join('\n');

/**
 * Servers in pairs as one HTML file that needs nothing else: a table, and behind each cell what was asked of the pair, what came of it,
 * and stanzas that show it. `runs` are those of the pairs, in their order, `undefined` where a pair has none.
 */
export function matrixPage(matrix: MatrixRecord, runs: readonly (RunRecord | undefined)[]): string {
  const title = titleOf(matrix);
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · cmbac</title>
<style>${trusted(style)}</style></head>
<body><main><header><p class="eyebrow">cmbac matrix · ${matrix.targets.join(', ')}</p>
<h1>${title}</h1>
<p class="lead">What is tested goes from the server of a row to the server of a column; what comes back is tested with it. A server with itself is two of its kind.</p>
<table class="pairs"><thead><tr><th scope="col">from \\ to</th>${matrix.targets.map((name) => heading(matrix, name, 'col'))}</tr></thead>
<tbody>${matrix.targets.map((name) => row(matrix, name, heading(matrix, name, 'row')))}</tbody></table>
<ul class="legend">${standings.map((standing) => html`<li>${mark(standing)} ${signs[standing].words}</li>`)}<li><b>→</b> as the row says <b>←</b> the other way</li></ul>
<dl class="run">${facts(matrix).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></header>
${matrix.pairs.map((pair, index) => pairSection(pair, runs[index]))}</main></body></html>
`.html;
}

const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;

function titleOf({ pairs }: MatrixRecord): string {
  const worst = pairs.map(({ verdicts }) => worstOf(verdicts));
  const bad = worst.filter(
    (standing) => !['passed', 'expected-failure', 'unsupported'].includes(standing),
  ).length;
  const all = count(pairs.length, 'pair');
  if (bad > 0) return `${bad} of ${all} of servers need a look`;
  const unasked = worst.filter((standing) => standing === 'unsupported').length;
  if (unasked > 0) return `${unasked} of ${all} of servers could be asked nothing`;
  const explained = worst.filter((standing) => standing === 'expected-failure').length;
  if (explained > 0)
    return `${all} of servers understand each other, but for what is explained in ${explained}`;
  return `${all} of servers understand each other`;
}

function heading({ servers }: MatrixRecord, name: string, scope: 'row' | 'col'): Html {
  const server = servers.find((one) => one.name === name);
  const known = server === undefined ? 'ran in no pair' : `${server.product} ${server.version}`;
  return html`<th scope="${scope}">${name}<small>${known}</small></th>`;
}

function row(matrix: MatrixRecord, from: string, head: Html): Html {
  return html`<tr>${head}${matrix.targets.map((to) => cell(matrix, from, to))}</tr>
`;
}

/** The pair's own way first; the other way round below, where that is another pair. */
function cell(matrix: MatrixRecord, from: string, to: string): Html {
  const [pair, back] = [pairOf(matrix, from, to), pairOf(matrix, to, from)];
  if (pair === undefined) return html`<td></td>`;
  const worst = worstOf(pair.verdicts);
  const rest = remainder(pair.verdicts);
  const why = pair.evidence === undefined ? pair.broken : undefined;
  return html`<td class="${worst}${from === to ? ' itself' : ''}"><a class="way" href="${hrefTo(pairAnchor(pair))}">${mark(worst)}<span>→ <b>${share(pair.verdicts)}</b> passed</span></a>
${rest === '' ? undefined : html`<p class="rest">${rest}${why === undefined ? '' : `: ${why}`}</p>`}${from === to || back === undefined ? undefined : backWay(back)}</td>`;
}

function backWay(pair: PairRecord): Html {
  const worst = worstOf(pair.verdicts);
  return html`<a class="way back" href="${hrefTo(pairAnchor(pair))}"><span>← ${share(pair.verdicts)}</span>${words(worst)}</a>`;
}

function facts(matrix: MatrixRecord): (readonly [string, string])[] {
  return [
    ['Suite', matrix.suite],
    ['Started', matrix.startedAt.replace('T', ' ').replace(/\.\d+Z$|Z$/, ' UTC')],
    ['Took', duration(matrix.wallMs)],
  ];
}
