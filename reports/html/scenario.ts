import type { RequirementRecord, RunRecord, ScenarioRecord } from '../../harness/record/index.ts';
import { expectation } from '../explain.ts';
import { standingOf } from '../standing.ts';
import { asTyped, targetOption } from '../target-option.ts';
import { hrefTo, hrefToFile } from './anchor.ts';
import { control } from './control.ts';
import { type Html, html } from './escape.ts';
import { kindTag, mark, words } from './marks.ts';
import { part } from './part.ts';
import { sourceAndQuote } from './source.ts';
import { why } from './why.ts';

/** What a scenario stands in: its run, and the folder of that run's files. */
export interface Surroundings {
  readonly run: RunRecord;
  readonly folder: string;
}

/**
 * A scenario: one line that says what came of it, and all the rest behind it.
 *
 * What is not `built` waits as text in a script element that is never run (the page of a whole suite opens at once for that), and can
 * be read and searched in the file like the rest.
 */
export function scenario(
  record: ScenarioRecord,
  { run, folder }: Surroundings,
  { built, open }: { readonly built: boolean; readonly open: boolean },
): Html {
  const standing = standingOf(record);
  const body = bodyOf(record, { run, folder }, built ? record.id : '');
  return html`<details class="scenario ${standing}" id="${record.id}" data-standing="${standing}"${record.kind && html` data-kind="${record.kind}"`} data-says="${captionsOf(record)}"${open ? html` open` : undefined}>
<summary>${mark(standing)}<span class="what"><span class="title">${record.title}</span>
<span class="sub"><code>${record.id}</code>${record.requirements.map((id) => html`<span class="chip">${id}</span>`)}</span>
${reason(record)}</span><span class="verdict">${words(standing)}${kindTag(record.kind)}</span></summary>
<div class="body">${built ? body : html`<script type="text/html">${body}</script>`}</div></details>
`;
}

function reason(record: ScenarioRecord): Html | undefined {
  const text = record.expected === undefined ? record.reason : expectation(record.expected);
  return text === undefined ? undefined : html`<span class="reason">${text}</span>`;
}

/** `base` is what the addresses of its stanzas begin with; what is built later gets the scenario's identity then. */
function bodyOf(record: ScenarioRecord, { run, folder }: Surroundings, base: string): Html {
  return html`${why(record, run)}
${requirements(record, run)}
${record.parts.map((each) => part(record, each, { target: serverNames(run), base }))}
${control(record)}
${files(record, run, folder)}`;
}

/** What stands at the other end of every stanza. */
function serverNames({ target, peer }: RunRecord): string {
  return peer === undefined ? target.name : `${target.name} and ${peer.name}`;
}

function requirements(record: ScenarioRecord, run: RunRecord): Html {
  const rows = record.requirements.map((id) => {
    const found = run.requirements.find((requirement) => requirement.id === id);
    if (found === undefined) return html`<div><dt>${id}</dt><dd>not in the catalogue</dd></div>`;
    return requirementRow(found);
  });
  return html`<h4 class="heading">What is required</h4><dl class="requirements">${rows}</dl>`;
}

function requirementRow(record: RequirementRecord): Html {
  return html`<div><dt><a href="${hrefTo(record.id)}">${record.id}</a></dt><dd>${record.sentence}${sourceAndQuote(record)}</dd></div>`;
}

function files(record: ScenarioRecord, run: RunRecord, folder: string): Html {
  const logs = (run.logs ?? []).map((log) => html`<a href="${hrefToFile(log)}">${log}</a> `);
  return html`<div class="files"><p><span>scenario</span> <code>${record.file}</code> · <a href="${hrefTo(record.id)}">link to it here</a></p>
${logs.length === 0 ? undefined : html`<p><span>server log</span> ${logs}</p>`}
<p class="again"><span>as text</span> <code>npx cmbac explain ${record.id}${folder === 'reports/out' ? '' : ` ${folder}`}</code></p>
<p class="again"><span>run again</span> <code>npx cmbac run ${record.id}${optionsOf(run)}</code></p></div>`;
}

/** What makes another run of the same kind. */
function optionsOf({ target, peer, suite: { profile }, deployment, faults }: RunRecord): string {
  return [
    targetOption(target),
    peer === undefined ? '' : ` --peer ${asTyped(peer)}`,
    profile === undefined ? '' : ` --profile ${profile}`,
    deployment === undefined ? '' : ` --deployment ${deployment.number}`,
    faults.length === 0 ? '' : ` --faults ${faults.join(',')}`,
  ].join('');
}

/** What a search looks at besides the words that are shown: what the stanzas were. */
function captionsOf({ parts }: ScenarioRecord): string {
  const captions = parts.flatMap(({ steps }) =>
    steps.flatMap(({ arrows }) => arrows.map(({ caption }) => caption)),
  );
  return [...new Set(captions)].join('\n');
}
