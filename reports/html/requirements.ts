import type { RequirementRecord, RunRecord, ScenarioRecord } from '../../harness/record/index.ts';
import { type Standing, signs, standingOf, standings } from '../standing.ts';
import { hrefTo } from './anchor.ts';
import { type Html, html } from './escape.ts';

/** What a run says of a requirement: the worst of its scenarios, or why there is none. */
type RequirementState = Standing | 'not-run' | 'excused' | 'missing';

const stateWords: Readonly<Record<'not-run' | 'excused' | 'missing', string>> = {
  'not-run': 'not in this run',
  excused: 'not covered, with a reason',
  missing: 'not covered',
};

/** Every group of requirements as a row of small boxes, one a requirement; behind it the sentences and their scenarios. */
export function requirementGroups(run: RunRecord): Html | undefined {
  if (run.requirements.length === 0) return undefined;
  const scenarios = new Map(run.scenarios.map((scenario) => [scenario.id, scenario]));
  const groups = [...Map.groupBy(run.requirements, ({ group }) => group)];
  const isCovered = ([, members]: (typeof groups)[number]): boolean =>
    members.some((member) => member.scenarios.length > 0);
  const show = (some: typeof groups): Html[] =>
    some.map(([name, members]) => group(name, members, scenarios));
  const open = groups.filter((each) => !isCovered(each));
  return html`<section id="requirements"><h2>Requirements</h2>
<p class="lead">One box a requirement. Hollow: no scenario of this run covers it.</p>
${show(groups.filter(isCovered))}
${open.length === 0 ? undefined : html`<details class="more"><summary>Groups that no scenario covers (${open.length})</summary>${show(open)}</details>`}</section>
`;
}

type Scenarios = ReadonlyMap<string, ScenarioRecord>;

function group(name: string, members: readonly RequirementRecord[], scenarios: Scenarios): Html {
  const states = members.map((member) => stateOf(member, scenarios));
  return html`<details class="group"><summary><span class="name">${name}</span><span class="boxes">${members.map((member, index) => box(member, states[index] ?? 'missing'))}</span><span class="counts">${countsOf(members, states)}</span></summary>
<dl class="requirements">${members.map((member) => requirement(member, stateOf(member, scenarios), scenarios))}</dl></details>
`;
}

function box({ id, sentence }: RequirementRecord, state: RequirementState): Html {
  return html`<i class="box ${state}" title="${id}, ${wordsOf(state)}: ${sentence}">${symbolOf(state)}</i>`;
}

function countsOf(members: readonly RequirementRecord[], states: readonly RequirementState[]): string {
  const covered = members.filter(({ scenarios }) => scenarios.length > 0).length;
  const told = (['passed', ...standings.filter((standing) => standing !== 'passed')] as const)
    .map((standing) => ({ standing, n: states.filter((state) => state === standing).length }))
    .filter(({ n }) => n > 0)
    .map(({ standing, n }) => `${n} ${signs[standing].words}`);
  return [`${covered} of ${members.length} covered`, ...told].join(' · ');
}

function requirement(record: RequirementRecord, state: RequirementState, scenarios: Scenarios): Html {
  const tests = record.scenarios.map((id) => {
    const found = scenarios.get(id);
    if (found === undefined) return html`<li>· <code>${id}</code> not in this run</li>`;
    return html`<li>${signs[standingOf(found)].symbol} <a href="${hrefTo(id)}">${found.title}</a></li>`;
  });
  const why =
    record.notCovered === undefined ? undefined : html`<p class="note">Not covered: ${record.notCovered}</p>`;
  return html`<div id="${record.id}"><dt>${record.id} <i class="box ${state}" title="${wordsOf(state)}">${symbolOf(state)}</i></dt><dd>${record.sentence} <span class="source">${record.level} · ${record.source}</span>${tests.length > 0 ? html`<ul>${tests}</ul>` : undefined}${why}</dd></div>
`;
}

function stateOf(record: RequirementRecord, scenarios: Scenarios): RequirementState {
  if (record.scenarios.length === 0) return record.notCovered === undefined ? 'missing' : 'excused';
  const run = record.scenarios.flatMap((id) => scenarios.get(id) ?? []).map(standingOf);
  return standings.find((standing) => run.includes(standing)) ?? 'not-run';
}

function wordsOf(state: RequirementState): string {
  return isOpen(state) ? stateWords[state] : signs[state].words;
}

function symbolOf(state: RequirementState): string {
  return isOpen(state) ? '' : signs[state].symbol;
}

function isOpen(state: RequirementState): state is keyof typeof stateWords {
  return state in stateWords;
}
