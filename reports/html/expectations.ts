import type { ExpectedRecord, RunRecord, ScenarioRecord } from '../../harness/record/index.ts';
import { count } from '../standing.ts';
import { hrefTo } from './anchor.ts';
import { type Html, html } from './escape.ts';
import { kindTag } from './marks.ts';

/** What is known to differ, who answers for it and until when; one row a reason. Expectations that fit nothing any more. */
export function expectations(run: RunRecord): Html {
  const known = run.scenarios.flatMap((scenario) =>
    scenario.expected === undefined ? [] : [{ scenario, expected: scenario.expected }],
  );
  const groups = [...Map.groupBy(known, ({ expected }) => JSON.stringify(answerOf(expected))).values()];
  const rows = groups.toSorted((one, other) => other.length - one.length).map((group) => row(group, run));
  const table =
    rows.length === 0
      ? undefined
      : html`<details class="more expectations"><summary>Known to differ: ${count(known.length, 'scenario')}, for ${count(rows.length, 'reason')}</summary>
<ul>${rows}</ul></details>`;
  return html`${table}${stale(run)}`;
}

type Known = readonly { readonly scenario: ScenarioRecord; readonly expected: ExpectedRecord }[];

function answerOf({ reason, owner, issue, expires, acceptedBy }: ExpectedRecord): unknown[] {
  return [reason, owner, issue, expires, acceptedBy];
}

function row(group: Known, run: RunRecord): Html {
  const expected = group[0]?.expected;
  if (expected === undefined) return html``;
  const kinds = [...new Set(group.flatMap(({ scenario }) => scenario.kind ?? []))];
  const links = group.map(({ scenario }) => html`<a href="${hrefTo(scenario.id)}">${scenario.id}</a> `);
  return html`<li><p>${expected.reason} ${kinds.map((kind) => html` ${kindTag(kind)}`)}</p>${answers(expected, run.startedAt)}
<p class="where">${links}</p></li>
`;
}

/** Who answers for an expectation: owner, issue, last day, who accepts a leak. Nothing where the list says nothing. */
export function answers(expected: ExpectedRecord, startedAt: string): Html | undefined {
  const rows = [
    ...(expected.owner === undefined ? [] : [html`owner <b>${expected.owner}</b>`]),
    ...(expected.issue === undefined ? [] : [html`issue ${issueLink(expected.issue)}`]),
    ...(expected.expires === undefined ? [] : [expiry(expected.expires, startedAt)]),
    ...(expected.acceptedBy === undefined || expected.acceptedBy.length === 0
      ? []
      : [html`accepted by <b>${expected.acceptedBy.join(' and ')}</b>`]),
  ];
  if (rows.length === 0) return undefined;
  return html`<p class="answers">${rows.map((each) => html`<span>${each}</span>`)}</p>`;
}

function expiry(expires: string, startedAt: string): Html {
  if (expires >= startedAt.slice(0, 10)) return html`until <b>${expires}</b>`;
  return html`<strong class="expired">expired on ${expires}</strong>`;
}

/** A link only where it is an address of the web: anything else is text. */
function issueLink(issue: string): Html {
  if (!/^https?:\/\//.test(issue)) return html`<b>${issue}</b>`;
  return html`<a href="${issue}" rel="noreferrer">${issue}</a>`;
}

function stale(run: RunRecord): Html | undefined {
  if (run.staleExpectations.length === 0) return undefined;
  return html`<section class="stale"><h3>Expectations that fit nothing any more, or are over</h3><ul>${run.staleExpectations.map((entry) => html`<li>${entry}</li>`)}</ul></section>`;
}
