import type { RunRecord } from '../../harness/record/index.ts';
import { kindWords } from '../failure-kinds.ts';
import { kindSigns, tallyKinds } from '../kind-signs.ts';
import { count, productOf, type Standing, signs, standings, tally, verdictSentence } from '../standing.ts';
import { hrefToFilter } from './anchor.ts';
import { type Html, html } from './escape.ts';
import { factsOf } from './facts.ts';

/** The head of the page: the verdict in words, the totals as one bar and by kind of failure, and what was run. */
export function header(run: RunRecord): Html {
  const counts = tally(run.scenarios);
  const shown = [...standings].reverse().filter((standing) => counts[standing] > 0);
  return html`<header><p class="eyebrow">cmbac conformance report · target <b>${run.target.name}</b></p>
<h1>${verdictSentence(run)}</h1>
${run.faults.length === 0 ? undefined : html`<p class="banner"><b>Broken on purpose.</b> The server was started with ${run.faults.join(', ')} broken: this run proves the suite and says nothing about a server.</p>`}
${worst(run)}
<svg class="hatch" aria-hidden="true"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 6L6 0M-1 1L1 -1M5 7L7 5"/></pattern></defs></svg>
${bar(shown.map((standing) => [standing, counts[standing]]))}
<ul class="totals">${shown.map((standing) => total(standing, counts[standing]))}</ul>
${kindList(run)}
<dl class="run">${factsOf(run).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></header>
`;
}

/** What nobody must overlook behind a friendly total: that it leaks, known or not. */
function worst({ scenarios }: RunRecord): Html | undefined {
  const leaks = tallyKinds(scenarios).find(({ kind }) => kind === 'leak');
  if (leaks === undefined) return undefined;
  const all = leaks.found + leaks.expected;
  const known =
    leaks.expected === 0
      ? ''
      : leaks.found === 0
        ? ', all of them known'
        : `, ${leaks.expected} of them known`;
  return html`<p class="worst"><span aria-hidden="true">${kindSigns.leak}</span> It leaks: in <a href="${hrefToFilter({ kind: 'leak' })}">${count(all, 'scenario')}</a>${known}, ${kindWords.leak.meaning}.</p>`;
}

/** The page's title: the product and how it came out. */
export function pageTitle(run: RunRecord): string {
  const { failed } = tally(run.scenarios);
  return `${failed > 0 ? `${failed} failed · ` : ''}${productOf(run)} · cmbac`;
}

/** Numbers as one bar, each part as long as its share. */
export function bar(parts: readonly (readonly [Standing, number])[]): Html {
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
  return html`<li><a class="${standing}" href="${hrefToFilter({ standing })}"><span aria-hidden="true">${symbol}</span> <b>${number}</b> ${words}</a></li>`;
}

/** How it fails, the worst first: a leak is something else than a wrong word. */
function kindList({ scenarios }: RunRecord): Html | undefined {
  const counts = tallyKinds(scenarios);
  if (counts.length === 0) return undefined;
  const items = counts.map(({ kind, found, expected }) => {
    const { words, meaning } = kindWords[kind];
    const number = found > 0 ? found : expected;
    const known = expected === 0 ? '' : found === 0 ? 'all expected' : `and ${expected} expected`;
    return html`<li><a class="kindbox ${kind}${found > 0 ? '' : ' known'}" href="${hrefToFilter({ kind })}"><span class="sign" aria-hidden="true">${kindSigns[kind]}</span><span><b>${number}</b> <span class="word">${words}</span> <span class="known">${known}</span><small>${meaning}</small></span></a></li>
`;
  });
  return html`<h2 class="quiet" id="kinds">Failures by kind, worst first</h2><ul class="kinds">${items}</ul>`;
}
