import type { Outcome, RunRecord, ScenarioRecord } from '../../harness/record/index.ts';
import { kindWords } from '../failure-kinds.ts';
import { standingOf } from '../standing.ts';
import { type Html, html } from './escape.ts';
import { answers } from './expectations.ts';
import { kindTag } from './marks.ts';

/** Why a scenario has its verdict: what failed and in which way, and what was known of it before. Nothing where it passed. */
export function why(record: ScenarioRecord, run: RunRecord): Html | undefined {
  const standing = standingOf(record);
  if (record.reason === undefined && record.expected === undefined) return undefined;
  return html`<section class="why ${standing}">${failure(record)}${known(record, run)}</section>`;
}

const headings: Readonly<Record<Outcome, string>> = {
  failed: 'Why it failed',
  inconclusive: 'Why nothing is proved',
  unsupported: 'Why it was not asked',
  broken: 'Why it could not be run',
  passed: 'What is to be known',
};

function failure({ reason, kind, outcome }: ScenarioRecord): Html | undefined {
  if (reason === undefined) return undefined;
  const means =
    kind === undefined
      ? undefined
      : html`${kindTag(kind)} <span class="means">${kindWords[kind].meaning}</span>`;
  return html`<h4 class="heading">${headings[outcome]}</h4><p class="because">${reason}</p>${means === undefined ? undefined : html`<p>${means}</p>`}`;
}

function known({ expected, kind }: ScenarioRecord, run: RunRecord): Html | undefined {
  if (expected === undefined) return undefined;
  const asked =
    expected.kind === undefined
      ? expected.outcome
      : `${expected.outcome} (${kindWords[expected.kind].words})`;
  const differs =
    expected.kind !== undefined && kind !== undefined && kind !== expected.kind
      ? ` It failed in another way: ${kindWords[kind].words}.`
      : '';
  const state = expected.met ? 'It came as expected.' : `It did not come as expected.${differs}`;
  return html`<h4 class="heading">What was expected</h4><p>To be ${asked}: ${expected.reason} <b>${state}</b></p>${answers(expected, run.startedAt)}`;
}
