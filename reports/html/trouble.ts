import type { RunRecord, ScenarioRecord } from '../../harness/record/index.ts';
import { rankOf } from '../failure-kinds.ts';
import { standingOf } from '../standing.ts';
import { hrefTo } from './anchor.ts';
import { type Html, html } from './escape.ts';
import { kindTag, mark } from './marks.ts';

/** Scenarios that need a look and are shown at once; the rest is behind a click. */
const maxTrouble = 12;

/** What a person came for: each scenario that needs one, with its reason; the worst kind of failure first. */
export function trouble(run: RunRecord): Html | undefined {
  const rows = troubled(run.scenarios).map((scenario) => {
    const standing = standingOf(scenario);
    const reason = standing === 'unexpected-pass' ? scenario.expected?.reason : scenario.reason;
    return html`<li>${mark(standing)}<span>${kindTag(scenario.kind)} <a href="${hrefTo(scenario.id)}">${scenario.title}</a>
<span class="reason">${reason}</span></span></li>
`;
  });
  if (rows.length === 0) return undefined;
  const rest = rows.slice(maxTrouble);
  return html`<section id="trouble"><h2>What needs a look</h2><ul class="trouble">${rows.slice(0, maxTrouble)}</ul>
${rest.length === 0 ? undefined : html`<details class="more"><summary>${rest.length} more</summary><ul class="trouble">${rest}</ul></details>`}</section>`;
}

/** Scenarios that need a person, in the order in which to look at them. */
export function troubled(scenarios: readonly ScenarioRecord[]): ScenarioRecord[] {
  return (['failed', 'broken', 'inconclusive', 'unexpected-pass'] as const).flatMap((standing) =>
    scenarios
      .filter((each) => standingOf(each) === standing)
      .toSorted((one, other) => rankOf(one.kind) - rankOf(other.kind)),
  );
}
