import type { RunRecord } from '../../harness/record/index.ts';
import { missingIn } from '../missing.ts';
import { count, productOf, standingOf, tally } from '../standing.ts';
import { hrefTo, hrefToFilter } from './anchor.ts';
import { type Html, html } from './escape.ts';
import { expectations } from './expectations.ts';
import { mark } from './marks.ts';

/** What this page certifies, and what it does not: tested, not tested and why, owed, known to differ. */
export function scope(run: RunRecord): Html {
  return html`<section id="scope"><h2>What this report covers</h2>
<dl class="scope">${tested(run)}${notTested(run)}${notAsked(run)}${notJudged(run)}${debt(run)}${otherPortions(run)}
<div><dt>Holds for</dt><dd>${productOf(run)} as it was configured and provisioned for this run on ${run.startedAt.slice(0, 10)}. Another version, configuration or policy is another run.</dd></div></dl>
${expectations(run)}</section>
`;
}

function tested(run: RunRecord): Html {
  const counts = tally(run.scenarios);
  const asked = run.scenarios.length - counts.unsupported - counts.broken;
  const played = new Set(
    run.scenarios
      .filter(({ outcome }) => outcome !== 'unsupported' && outcome !== 'broken')
      .map(({ id }) => id),
  );
  const covered = run.requirements.filter(({ scenarios }) => scenarios.some((id) => played.has(id))).length;
  const requirements =
    run.requirements.length === 0
      ? undefined
      : html`, which rest on <a href="#requirements">${covered} of ${count(run.requirements.length, 'requirement')}</a>`;
  return html`<div><dt>Tested</dt><dd><b>${asked} of ${count(run.scenarios.length, 'scenario')}</b> were played against the server and judged from what was on the wire${requirements}.</dd></div>
`;
}

/** Longest list that is shown at once. */
const maxMissing = 8;

function notTested(run: RunRecord): Html | undefined {
  const unsupported = run.scenarios.filter(({ outcome }) => outcome === 'unsupported').length;
  if (unsupported === 0) return undefined;
  const rows = missingIn(run.scenarios).map(
    ({ name, scenarios, alone }) =>
      html`<li><a href="${hrefToFilter({ standing: 'unsupported', q: name })}"><code>${name}</code></a> <span class="note">${count(scenarios, 'scenario')}${alone > 0 && alone < scenarios ? `, ${alone} for this alone` : ''}</span></li>
`,
  );
  const rest = rows.slice(maxMissing);
  return html`<div><dt>Not tested</dt><dd>${mark('unsupported')} <a href="${hrefToFilter({ standing: 'unsupported' })}"><b>${count(unsupported, 'scenario')}</b></a> that the target cannot be asked; a scenario may lack several things:
<ul class="missing">${rows.slice(0, maxMissing)}</ul>${rest.length === 0 ? undefined : html`<details class="more"><summary>${rest.length} more</summary><ul class="missing">${rest}</ul></details>`}</dd></div>
`;
}

/** Of the suite, and not in this run at all. Of a shard the others have the rest. */
function notAsked({ suite, scenarios }: RunRecord): Html | undefined {
  const left = suite.scenarios - scenarios.length;
  if (left <= 0 || suite.shard !== undefined) return undefined;
  const why =
    suite.profile === undefined
      ? 'they were not chosen, or the run ended before'
      : `they were not chosen, profile ${suite.profile} does not ask for them, or the run ended before`;
  return html`<div><dt>Not asked</dt><dd>${count(left, 'scenario')} of the ${suite.scenarios} of the suite: ${why}.</dd></div>
`;
}

function notJudged(run: RunRecord): Html | undefined {
  const { inconclusive, broken } = tally(run.scenarios);
  if (inconclusive + broken === 0) return undefined;
  const parts = [
    ...(inconclusive > 0
      ? [
          html`${mark('inconclusive')} <a href="${hrefToFilter({ standing: 'inconclusive' })}">${count(inconclusive, 'scenario')}</a> whose silence proves nothing: a fence, a control or a witness was missing. `,
        ]
      : []),
    ...(broken > 0
      ? [
          html`${mark('broken')} <a href="${hrefToFilter({ standing: 'broken' })}">${count(broken, 'scenario')}</a> where the harness or the machine failed, not the server.`,
        ]
      : []),
  ];
  return html`<div><dt>Not judged</dt><dd>${parts}</dd></div>
`;
}

/** What a lock file says must be executed. */
function debt({ debt: owed, scenarios }: RunRecord): Html | undefined {
  if (owed === undefined) return undefined;
  const known = new Set(scenarios.map(({ id }) => id));
  const missing = owed.missing.map(
    (id) =>
      html`<li>${known.has(id) ? html`<a href="${hrefTo(id)}"><code>${id}</code></a>` : html`<code>${id}</code>`}</li>`,
  );
  const words =
    owed.missing.length === 0
      ? html`All ${count(owed.owed, 'scenario')} that <code>${owed.file}</code> names were executed.`
      : html`<b>${owed.missing.length} of ${count(owed.owed, 'scenario')}</b> that <code>${owed.file}</code> names were not executed:<ul class="missing">${missing}</ul>`;
  return html`<div${owed.missing.length === 0 ? undefined : html` class="alert"`}><dt>Owed</dt><dd>${words}</dd></div>
`;
}

function otherPortions({ suite: { shard }, deployment, scenarios }: RunRecord): Html | undefined {
  const words = [
    ...(shard === undefined ? [] : [`shard ${shard.number} of ${shard.of}`]),
    ...(deployment === undefined ? [] : [`deployment ${deployment.number} of ${deployment.of}`]),
  ];
  if (words.length === 0) return undefined;
  const known = scenarios.filter((scenario) => standingOf(scenario) === 'passed').length;
  return html`<div class="alert"><dt>A portion</dt><dd>This is ${words.join(', ')}: what the others found is not here, and ${known} passed say nothing of them. <code>cmbac merge</code> joins them.</dd></div>
`;
}
