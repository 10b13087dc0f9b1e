import type { RequirementRecord, RunRecord, ScenarioRecord } from '../../harness/record/index.ts';
import { expectation } from '../explain.ts';
import { standingOf } from '../standing.ts';
import { hrefTo } from './anchor.ts';
import { type Html, html } from './escape.ts';
import { mark, words } from './marks.ts';
import { part } from './part.ts';

/** A scenario: one line that says what came of it, and all the rest behind it. */
export function scenario(record: ScenarioRecord, run: RunRecord, open: boolean): Html {
  const standing = standingOf(record);
  return html`<details class="scenario ${standing}" id="${record.id}" data-standing="${standing}"${open ? html` open` : undefined}>
<summary>${mark(standing)}<span class="what"><span class="title">${record.title}</span>
<span class="sub"><code>${record.id}</code>${record.requirements.map((id) => chip(id, run))}</span>
${reason(record)}</span>${words(standing)}</summary>
<div class="body">
${requirements(record, run)}
${record.parts.map((each) => part(record, each, serverNames(run)))}
<p class="file"><code>${record.file}</code> <a href="${hrefTo(record.id)}">link to this scenario</a> <code class="again">npx cmbac explain ${record.id}</code></p>
</div></details>
`;
}

/** What stands at the other end of every stanza. */
function serverNames({ target, peer }: RunRecord): string {
  return peer === undefined ? target.name : `${target.name} and ${peer.name}`;
}

function reason(record: ScenarioRecord): Html | undefined {
  if (record.expected !== undefined) return html`<span class="reason">${expectation(record.expected)}</span>`;
  return record.reason === undefined ? undefined : html`<span class="reason">${record.reason}</span>`;
}

function chip(id: string, run: RunRecord): Html {
  const found = requirementOf(id, run);
  return html`<span class="chip"${found && html` title="${found.level}: ${found.sentence} (${found.source})"`}>${id}</span>`;
}

function requirements(record: ScenarioRecord, run: RunRecord): Html {
  const rows = record.requirements.map((id) => {
    const found = requirementOf(id, run);
    if (found === undefined) return html`<div><dt>${id}</dt><dd>not in the catalogue</dd></div>`;
    return html`<div><dt><a href="${hrefTo(id)}">${id}</a></dt><dd>${found.sentence} <span class="source">${found.level} · ${found.source}</span></dd></div>`;
  });
  return html`<dl class="requirements">${rows}</dl>`;
}

function requirementOf(id: string, run: RunRecord): RequirementRecord | undefined {
  return run.requirements.find((requirement) => requirement.id === id);
}
