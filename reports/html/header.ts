import type { RunRecord } from '../../harness/record/index.ts';
import {
  count,
  duration,
  productOf,
  type Standing,
  signs,
  standings,
  tally,
  verdictSentence,
} from '../standing.ts';
import { type Html, html } from './escape.ts';

/** The head of the page: the verdict in words, the totals as one bar, and what was run. */
export function header(run: RunRecord): Html {
  const counts = tally(run.scenarios);
  const shown = [...standings].reverse().filter((standing) => counts[standing] > 0);
  return html`<header><p class="eyebrow">cmbac conformance run · target <b>${run.target.name}</b></p>
<h1>${verdictSentence(run)}</h1>
${run.faults.length === 0 ? undefined : html`<p class="banner">Started with ${run.faults.join(', ')} broken on purpose: this run proves the suite and says nothing about a server.</p>`}
${bar(shown.map((standing) => [standing, counts[standing]]))}
<ul class="totals">${shown.map((standing) => total(standing, counts[standing]))}</ul>
<dl class="run">${facts(run).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${stale(run)}</header>
`;
}

/** The page's title: the product and how it came out. */
export function pageTitle(run: RunRecord): string {
  const { failed } = tally(run.scenarios);
  return `${failed > 0 ? `${failed} failed · ` : ''}${productOf(run)} · cmbac`;
}

function bar(parts: readonly (readonly [Standing, number])[]): Html {
  const all = parts.reduce((sum, [, number]) => sum + number, 0);
  let x = 0;
  const rects = parts.map(([standing, number]) => {
    const from = x;
    x += (1000 * number) / all;
    return html`<rect class="${standing}" x="${from.toFixed(1)}" width="${Math.max(2, x - from - 3).toFixed(1)}" height="12"/>`;
  });
  return html`<svg class="bar" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">${rects}</svg>`;
}

function total(standing: Standing, number: number): Html {
  const { symbol, words } = signs[standing];
  return html`<li><button type="button" class="${standing}" data-filter="${standing}" aria-pressed="false"><span aria-hidden="true">${symbol}</span> <b>${number}</b> ${words}</button></li>`;
}

function facts(run: RunRecord): (readonly [string, string])[] {
  return [
    ['Server', productOf(run)],
    ['Suite', run.suite.version],
    ['Started', run.startedAt.replace('T', ' ').replace(/\.\d+Z$|Z$/, ' UTC')],
    ['Took', duration(run.wallMs)],
    ['Profile', run.suite.profile ?? 'none'],
    ['Seed', run.suite.seed],
    ...shards(run),
  ];
}

function shards({ suite: { shard, shards: number } }: RunRecord): (readonly [string, string])[] {
  if (shard !== undefined) return [['Shard', `${shard.number} of ${shard.of}`]];
  return number === undefined ? [] : [['Merged from', count(number, 'shard')]];
}

function stale(run: RunRecord): Html | undefined {
  if (run.staleExpectations.length === 0) return undefined;
  return html`<section class="stale"><h2>Expectations that fit nothing any more</h2><ul>${run.staleExpectations.map((entry) => html`<li>${entry}</li>`)}</ul></section>`;
}
