import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RunRecord, ScenarioRecord } from '../../harness/record/index.ts';
import { measuredIn } from '../measured.ts';
import { standingOf } from '../standing.ts';
import { hrefTo } from './anchor.ts';
import { type Html, html, trusted } from './escape.ts';
import { header, pageTitle } from './header.ts';
import { mark } from './marks.ts';
import { requirementGroups } from './requirements.ts';
import { scenario } from './scenario.ts';

const style = readFileSync(new URL('report.css', import.meta.url), 'utf8');
const script = readFileSync(new URL('report.js', import.meta.url), 'utf8');

/** Scenarios that failed are open from the start when there are no more than this. */
const maxOpen = 2;

/** Scenarios that need a look and are shown at once; the rest is behind a click. */
const maxTrouble = 12;

/**
 * The run as one HTML file that needs nothing else: no network, no font, no script but its own (kept by its content
 * security policy), readable from `file://`, on paper and without JavaScript.
 */
export function htmlReport(run: RunRecord): string {
  const open = run.scenarios.filter((each) => standingOf(each) === 'failed');
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${pageTitle(run)}</title>
<style>${trusted(style)}</style></head>
<body><a class="skip" href="#scenarios">Skip to the scenarios</a>
<main>${header(run)}
${trouble(run)}
${requirementGroups(run)}
${measured(run)}
<section id="scenarios"><h2>Scenarios</h2>
${toolbar(run)}
${groups(run, open.length <= maxOpen ? open : [])}
<p id="none" hidden>No scenario fits. <button type="button" id="clear">Show all</button></p></section></main>
<script>${trusted(script)}</script></body></html>
`;
  return page.html;
}

const policy = `default-src 'none'; style-src '${hash(style)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'`;

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** What a person came for: each scenario that needs one, with its reason. */
function trouble(run: RunRecord): Html | undefined {
  const rows = (['failed', 'broken', 'inconclusive', 'unexpected-pass'] as const).flatMap((standing) =>
    run.scenarios
      .filter((each) => standingOf(each) === standing)
      .map(
        (each) => html`<li>${mark(standing)}<span><a href="${hrefTo(each.id)}">${each.title}</a>
<span class="reason">${each.expected === undefined ? each.reason : each.expected.reason}</span></span></li>
`,
      ),
  );
  if (rows.length === 0) return undefined;
  const rest = rows.slice(maxTrouble);
  return html`<section id="trouble"><h2>What needs a look</h2><ul class="trouble">${rows.slice(0, maxTrouble)}</ul>
${rest.length === 0 ? undefined : html`<details class="more"><summary>${rest.length} more</summary><ul class="trouble">${rest}</ul></details>`}</section>`;
}

/** What decides nothing and is to be known all the same: channels, times, what a sender can learn. */
function measured(run: RunRecord): Html | undefined {
  const rows = measuredIn(run).map(
    ({ scenario: id, claim, value }) => html`<li><a href="${hrefTo(id)}">${claim}</a>: <b>${value}</b></li>
`,
  );
  if (rows.length === 0) return undefined;
  return html`<section id="measured"><h2>What was measured</h2>
<details class="more"><summary>${rows.length} figures: channels, times, what a sender can learn</summary><ul>${rows}</ul></details></section>`;
}

function toolbar(run: RunRecord): Html {
  return html`<form class="tools" role="search"><label>Find <input id="find" type="search" placeholder="title, id, requirement, reason" autocomplete="off"></label>
<output id="shown" for="find">${run.scenarios.length} shown</output>
<button type="button" id="open">Open all</button><button type="button" id="close">Close all</button>
<span class="keys"><kbd>/</kbd> find <kbd>j</kbd> <kbd>k</kbd> next, previous <kbd>Enter</kbd> open</span></form>`;
}

function groups(run: RunRecord, open: readonly ScenarioRecord[]): Html[] {
  const byFolder = Map.groupBy(
    run.scenarios,
    ({ id }) => id.split('/').slice(0, -1).join('/') || 'scenarios',
  );
  return [...byFolder].map(
    ([name, members]) => html`<section class="folder"><h3>${name}</h3>
${members.map((each) => scenario(each, run, open.includes(each)))}</section>
`,
  );
}
