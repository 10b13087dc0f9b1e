import type { RequirementRecord, RunRecord } from '../../harness/record/index.ts';
import { byDocument, type DocumentRecord } from '../by-source.ts';
import { count } from '../standing.ts';
import { documentAnchor, hrefTo } from './anchor.ts';
import { type Html, html } from './escape.ts';
import { box, countsOf, type Scenarios, scenariosById, stateOf } from './requirement-state.ts';

/** Traceability by document: of each standard and white paper every section that a requirement comes from, and what this run says of it. */
export function documents(run: RunRecord): Html | undefined {
  if (run.requirements.length === 0) return undefined;
  const scenarios = scenariosById(run);
  return html`<section id="documents"><h2>By standard and section</h2>
<p class="lead">The same requirements, by where they come from. A requirement with two sources stands twice.</p>
${byDocument(run.requirements).map((each) => documentItem(each, scenarios))}</section>
`;
}

function documentItem({ name, sections }: DocumentRecord, scenarios: Scenarios): Html {
  const all = [...new Set(sections.flatMap(({ requirements }) => requirements))];
  const rows = sections.map(
    (section) =>
      html`<tr><th scope="row">${section.name === '' ? 'the whole' : section.name}</th><td>${section.requirements.map((each) => requirementLink(each, scenarios))}</td></tr>
`,
  );
  return html`<details class="group" id="${documentAnchor(name)}"><summary><span class="name">${name}</span><span class="boxes">${all.map((each) => box(each, stateOf(each, scenarios)))}</span><span class="counts">${count(sections.length, 'section')} · ${countsOf(all, scenarios)}</span></summary>
<table class="sections"><tbody>${rows}</tbody></table></details>
`;
}

function requirementLink(record: RequirementRecord, scenarios: Scenarios): Html {
  return html`<span class="ref">${box(record, stateOf(record, scenarios))} <a href="${hrefTo(record.id)}">${record.id}</a></span> `;
}
