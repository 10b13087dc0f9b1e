import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RunRecord } from '../../harness/record/index.ts';
import { measuredIn } from '../measured.ts';
import { hrefTo } from './anchor.ts';
import { documents } from './documents.ts';
import { type Html, html, trusted } from './escape.ts';
import { folders } from './folders.ts';
import { header, pageTitle } from './header.ts';
import { requirementGroups } from './requirements.ts';
import { scenarios } from './scenarios.ts';
import { scope } from './scope.ts';
import { trouble } from './trouble.ts';

const style = ['report.css', 'page.css', 'print.css'].map(textOf).join('\n');
const script = `(() => {\n${['filter.js', 'open.js', 'keys.js', 'print.js'].map((file) => textOf(`browser/${file}`)).join('\n')}})();\n`;

/**
 * The run as one HTML file that needs nothing else: no network, no font, no script but its own (kept by its content
 * security policy), readable from `file://` and on paper. Without JavaScript it still says everything but the details of
 * scenarios that hold.
 *
 * `folder` is where the run's files are, as the commands in the page name it.
 */
export function htmlReport(run: RunRecord, folder = 'reports/out'): string {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${pageTitle(run)}</title>
<style>${trusted(style)}</style></head>
<body><a class="skip" href="#scenarios">Skip to the scenarios</a>
<main>${header(run)}
${contents(run)}
${trouble(run)}
${scope(run)}
${folders(run)}
${requirementGroups(run)}
${documents(run)}
${measured(run)}
${scenarios(run, folder)}</main>
<script>${trusted(script)}</script></body></html>
`;
  return page.html;
}

function textOf(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}

const policy = `default-src 'none'; style-src '${hash(style)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'`;

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function contents(run: RunRecord): Html {
  const places = [
    ['scope', 'What it covers'],
    ['groups', 'Groups'],
    ...(run.requirements.length === 0
      ? []
      : [
          ['requirements', 'Requirements'],
          ['documents', 'Standards'],
        ]),
    ['scenarios', 'Scenarios'],
  ];
  return html`<nav aria-label="Contents">${places.map(([id, words]) => html`<a href="#${id}">${words}</a>`)}</nav>`;
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
