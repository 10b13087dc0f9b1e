import type { RequirementRecord, RunRecord, ScenarioRecord } from '../../harness/record/index.ts';
import { type Standing, signs, standingOf, standings } from '../standing.ts';
import { type Html, html } from './escape.ts';

/** What a run says of a requirement: the worst of its scenarios, or why there is none. */
type RequirementState = Standing | 'not-run' | 'excused' | 'missing';

const stateWords: Readonly<Record<'not-run' | 'excused' | 'missing', string>> = {
  'not-run': 'not in this run',
  excused: 'not covered, with a reason',
  missing: 'not covered',
};

/** The scenarios of a run by identity. */
export type Scenarios = ReadonlyMap<string, ScenarioRecord>;

export function scenariosById(run: RunRecord): Scenarios {
  return new Map(run.scenarios.map((scenario) => [scenario.id, scenario]));
}

/** The worst that came of a requirement's scenarios. */
export function stateOf(record: RequirementRecord, scenarios: Scenarios): RequirementState {
  if (record.scenarios.length === 0) return record.notCovered === undefined ? 'missing' : 'excused';
  const run = record.scenarios.flatMap((id) => scenarios.get(id) ?? []).map(standingOf);
  return standings.find((standing) => run.includes(standing)) ?? 'not-run';
}

/** A requirement as a small box with its sign; hollow where nothing covers it. */
export function box({ id }: Pick<RequirementRecord, 'id'>, state: RequirementState): Html {
  return html`<i class="box ${state}" title="${id}: ${wordsOf(state)}">${symbolOf(state)}</i>`;
}

/** How many requirements are covered, and what came of them, in words. */
export function countsOf(members: readonly RequirementRecord[], scenarios: Scenarios): string {
  const covered = members.filter((member) => member.scenarios.length > 0).length;
  const states = members.map((member) => stateOf(member, scenarios));
  const told = (['passed', ...standings.filter((standing) => standing !== 'passed')] as const)
    .map((standing) => ({ standing, n: states.filter((state) => state === standing).length }))
    .filter(({ n }) => n > 0)
    .map(({ standing, n }) => `${n} ${signs[standing].words}`);
  return [`${covered} of ${members.length} covered`, ...told].join(' · ');
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
