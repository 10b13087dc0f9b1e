import type { RequirementRecord, RunRecord } from '../../harness/record/index.ts';
import { signs, standingOf } from '../standing.ts';
import { hrefTo, hrefToFilter } from './anchor.ts';
import { type Html, html } from './escape.ts';
import { box, countsOf, type Scenarios, scenariosById, stateOf } from './requirement-state.ts';
import { sourceAndQuote } from './source.ts';

/** Every group of requirements as a row of small boxes, one a requirement; behind it the sentences and their scenarios. */
export function requirementGroups(run: RunRecord): Html | undefined {
  if (run.requirements.length === 0) return undefined;
  const scenarios = scenariosById(run);
  const groups = [...Map.groupBy(run.requirements, ({ group }) => group)];
  const isCovered = ([, members]: (typeof groups)[number]): boolean =>
    members.some((member) => member.scenarios.length > 0);
  const show = (some: typeof groups): Html[] =>
    some.map(([name, members]) => group(name, members, scenarios));
  const open = groups.filter((each) => !isCovered(each));
  return html`<section id="requirements"><h2>Requirements</h2>
<p class="lead">One box a requirement, with the worst of its scenarios. Hollow: no scenario of this run covers it.</p>
${show(groups.filter(isCovered))}
${open.length === 0 ? undefined : html`<details class="more"><summary>Groups that no scenario covers (${open.length})</summary>${show(open)}</details>`}</section>
`;
}

function group(name: string, members: readonly RequirementRecord[], scenarios: Scenarios): Html {
  return html`<details class="group"><summary><span class="name">${name}</span><span class="boxes">${members.map((member) => box(member, stateOf(member, scenarios)))}</span><span class="counts">${countsOf(members, scenarios)}</span></summary>
<p class="note"><a href="${hrefToFilter({ group: name })}">the scenarios of ${name}</a></p>
<dl class="requirements">${members.map((member) => requirement(member, scenarios))}</dl></details>
`;
}

function requirement(record: RequirementRecord, scenarios: Scenarios): Html {
  const tests = record.scenarios.map((id) => {
    const found = scenarios.get(id);
    if (found === undefined) return html`<li>· <code>${id}</code> not in this run</li>`;
    const { symbol, words } = signs[standingOf(found)];
    return html`<li><span class="${standingOf(found)}"><span class="sign" role="img" aria-label="${words}">${symbol}</span></span> <a href="${hrefTo(id)}">${found.title}</a></li>`;
  });
  const excuse =
    record.notCovered === undefined ? undefined : html`<p class="note">Not covered: ${record.notCovered}</p>`;
  return html`<div id="${record.id}" data-group="${record.group}" data-level="${record.level}"><dt>${record.id} ${box(record, stateOf(record, scenarios))}</dt><dd><span class="sentence">${record.sentence}</span>${sourceAndQuote(record)}${tests.length > 0 ? html`<ul>${tests}</ul>` : undefined}${excuse}</dd></div>
`;
}
