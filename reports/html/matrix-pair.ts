import type { Arrow, PairRecord, PartRecord, RunRecord, ScenarioRecord } from '../../harness/record/index.ts';
import { evidenceOf, expectation } from '../explain.ts';
import { remainder, share } from '../matrix-cell.ts';
import { duration, standingOf } from '../standing.ts';
import { hrefToFile } from './anchor.ts';
import { type Html, html } from './escape.ts';
import { kindTag, mark, words } from './marks.ts';
import { stanza } from './stanza.ts';

/** Stanzas that the page holds of one part; the pair's own page has more, the transcript all. */
const maxStanzas = { passed: 2, other: 8 };

/** The `id` of a pair's section. */
export function pairAnchor({ from, to }: Pick<PairRecord, 'from' | 'to'>): string {
  return `${from}-${to}`;
}

/** A pair: each scenario with what came of it, and the stanzas that show it; why it has no run (`undefined`). */
export function pairSection(pair: PairRecord, run: RunRecord | undefined): Html {
  const rest = remainder(pair.verdicts);
  return html`<section class="pair" id="${pairAnchor(pair)}"><h2>${pair.from} → ${pair.to}</h2>
<p class="lead">${share(pair.verdicts)} passed${rest === '' ? '' : `, ${rest}`} · ${duration(pair.wallMs)}${linksOf(pair)}</p>
${pair.broken === undefined ? undefined : html`<p class="reason broken">${pair.broken}</p>`}
${(run?.scenarios ?? []).map((scenario) => scenarioItem(scenario, pair))}</section>
`;
}

function linksOf({ evidence }: PairRecord): Html | undefined {
  if (evidence === undefined) return undefined;
  return html` · <a href="${hrefToFile(`${evidence}/index.html`)}">the whole run</a> · <a href="${hrefToFile(`${evidence}/run.json`)}">run.json</a>`;
}

function scenarioItem(scenario: ScenarioRecord, pair: PairRecord): Html {
  const standing = standingOf(scenario);
  const reason = scenario.expected === undefined ? scenario.reason : expectation(scenario.expected);
  return html`<details class="scenario ${standing}"><summary>${mark(standing)}<span class="what"><span class="title">${scenario.title}</span>
<span class="sub"><code>${scenario.id}</code>${scenario.requirements.map((id) => html`<span class="chip">${id}</span>`)}</span>
${reason === undefined ? undefined : html`<span class="reason">${reason}</span>`}</span><span class="verdict">${words(standing)}${kindTag(scenario.kind)}</span></summary>
<div class="body">${scenario.parts.map((part) => partItem(scenario, part, pair))}</div></details>
`;
}

function partItem({ id }: ScenarioRecord, part: PartRecord, pair: PairRecord): Html {
  const stanzas = shownOf(part).map((arrow) =>
    stanza(arrow, `${pairAnchor(pair)}:${id}:${part.name}:${arrow.line}`),
  );
  const open = part.findings.filter(({ outcome }) => outcome !== 'passed');
  const transcript =
    part.transcript === undefined || pair.evidence === undefined
      ? undefined
      : html` · <a href="${hrefToFile(`${pair.evidence}/${part.transcript}`)}">transcript</a>`;
  return html`<section class="part ${part.outcome}"><h4>${mark(part.outcome)} ${part.name === 'twin' ? part.title : 'What was done'} <span class="facts">${duration(part.wallMs)}${transcript}</span></h4>
<ol class="steps">${part.steps.map((step) => html`<li class="${step.outcome}"><p class="did">${mark(step.outcome)} ${step.summary}</p></li>`)}</ol>
${open.map(({ claim, seen, outcome, kind }) => html`<p class="finding ${outcome}">${mark(outcome)} <span class="claim">${claim}</span>${kindTag(kind)}</p>${seen === undefined ? undefined : html`<p class="seen ${outcome}"><b>Seen</b> ${seen}</p>`}`)}
${stanzas}</section>
`;
}

/** What shows that something does not hold; where all does, the last tested message as it arrived. */
function shownOf(part: PartRecord): Arrow[] {
  const proofs = part.findings
    .filter(({ outcome }) => outcome !== 'passed')
    .flatMap((finding) => evidenceOf(finding, part));
  const tested = part.steps.flatMap(({ arrows }) => arrows).filter(({ role }) => role === 'stimulus');
  const all = proofs.length > 0 ? [...new Set(proofs)] : tested.slice(0, maxStanzas.passed);
  return all.slice(0, proofs.length > 0 ? maxStanzas.other : maxStanzas.passed);
}
