import type { Arrow, Finding, PartRecord, ScenarioRecord, StepRecord } from '../../harness/record/index.ts';
import { byInterest } from '../by-interest.ts';
import { evidenceOf } from '../explain.ts';
import { sequenceDiagram } from '../sequence-diagram.ts';
import { duration } from '../standing.ts';
import { hrefTo, hrefToFile, stanzaAnchor } from './anchor.ts';
import { type Html, html } from './escape.ts';
import { kindTag, mark } from './marks.ts';
import { stanza } from './stanza.ts';

/** Stanzas that the page holds of a part that holds, and of one that does not. The transcript has all. */
const maxStanzas = { passed: 5, other: 40 };

/** A scenario's own part or its twin: what differs, what was claimed and seen, the stanzas that prove it, the drawing. */
export function part(
  scenario: ScenarioRecord,
  record: PartRecord,
  { target, base }: { readonly target: string; readonly base: string },
): Html {
  const view = viewOf(base, record);
  const rest = view.kept.filter((arrow) => !view.proofs.has(arrow));
  const drawing = sequenceDiagram(record, {
    target,
    title: `Sequence of stanzas: ${record.title}`,
    href: view.href,
    proofs: new Map([...view.proofs].map(([arrow, finding]) => [arrow.line, finding.outcome])),
  });
  const shown = view.kept.filter((arrow) => view.proofs.has(arrow));
  return html`<section class="part ${record.outcome}">
<h4>${mark(record.outcome)} <span class="which">${record.name === 'twin' ? 'Twin' : 'Scenario'}</span> ${record.title === scenario.title ? undefined : record.title}
<span class="facts">${record.deployment === undefined ? undefined : `deployment ${record.deployment} · `}${duration(record.wallMs)}${transcriptLink(record)}</span></h4>
${provision(record)}
<ol class="steps">${record.steps.map((step, index) => stepItem(step, index, view))}</ol>
${outsideSteps(view)}
${record.steps.every(({ arrows }) => arrows.length === 0) ? undefined : html`<div class="drawing" tabindex="0">${drawing}</div>`}
${stanzas(shown, view)}
${rest.length === 0 ? undefined : html`<details class="more"><summary>${shown.length > 0 ? 'Other stanzas' : 'Stanzas'} (${rest.length})</summary>${stanzas(rest, view)}</details>`}
</section>
`;
}

/** Where each stanza of a part stands in the page. */
interface PartView {
  readonly record: PartRecord;
  /** The stanzas that the page holds. */
  readonly kept: readonly Arrow[];
  /** Those that show that a finding does not hold, and which: in the open, the others behind a click. */
  readonly proofs: ReadonlyMap<Arrow, Finding>;
  readonly anchor: (line: number) => string;
  readonly href: (line: number) => string | undefined;
}

function viewOf(base: string, record: PartRecord): PartView {
  const proofs = new Map<Arrow, Finding>();
  for (const finding of record.findings.filter(({ outcome }) => outcome !== 'passed')) {
    for (const arrow of evidenceOf(finding, record)) if (!proofs.has(arrow)) proofs.set(arrow, finding);
  }
  const kept = keptOf(record, proofs);
  const lines = new Set(kept.map((arrow) => arrow.line));
  const anchor = (line: number): string => stanzaAnchor(base, record.name, line);
  const href = (line: number): string | undefined => (lines.has(line) ? hrefTo(anchor(line)) : undefined);
  return { record, kept, proofs, anchor, href };
}

function keptOf(record: PartRecord, proofs: ReadonlyMap<Arrow, Finding>): Arrow[] {
  const proving = new Set(record.findings.flatMap((finding) => finding.evidence));
  const max = record.outcome === 'passed' ? maxStanzas.passed : maxStanzas.other;
  const others = byInterest(record.steps)
    .flatMap((step) => step.arrows.map((arrow) => ({ arrow, failing: step.outcome !== 'passed' })))
    .filter(({ arrow, failing }) => failing || proving.has(arrow.line) || arrow.role === 'stimulus')
    .map(({ arrow }) => arrow)
    .filter((arrow) => !proofs.has(arrow))
    .toSorted((one, other) => Number(isTested(other)) - Number(isTested(one)));
  const shown = others.slice(0, max).toSorted((one, other) => one.line - other.line);
  return [...proofs.keys(), ...shown];
}

/** What the scenario is about; control and fence are alike everywhere. */
function isTested({ role }: Arrow): boolean {
  return role === 'stimulus';
}

function stanzas(arrows: readonly Arrow[], view: PartView): Html[] {
  return arrows.map((arrow) => stanza(arrow, view.anchor(arrow.line)));
}

function transcriptLink({ transcript }: PartRecord): Html | undefined {
  return transcript === undefined ? undefined : html` · <a href="${hrefToFile(transcript)}">transcript</a>`;
}

function provision(record: PartRecord): Html | undefined {
  if (record.provision.length === 0) return undefined;
  const rows = record.provision.map(({ verb, value }) => html`<div><dt>${verb}</dt><dd>${value}</dd></div>`);
  return html`<dl class="provision" aria-label="what differs from the base deployment">${rows}</dl>`;
}

function stepItem(step: StepRecord, index: number, view: PartView): Html {
  const findings = view.record.findings.filter((finding) => finding.step === index);
  return html`<li class="${step.outcome}"><p class="did">${step.summary}</p>
${findings.length === 0 ? undefined : html`<ul>${findings.map((finding) => findingItem(finding, view))}</ul>`}</li>
`;
}

/** Findings of a part that has no such step: it was not run. */
function outsideSteps(view: PartView): Html | undefined {
  const findings = view.record.findings.filter(({ step }) => step >= view.record.steps.length);
  if (findings.length === 0) return undefined;
  return html`<ul class="outside">${findings.map((finding) => findingItem(finding, view))}</ul>`;
}

function findingItem(finding: Finding, view: PartView): Html {
  const strength =
    finding.strength && html` <a class="strength" href="#proofs">proof ${finding.strength}</a>`;
  return html`<li class="finding ${finding.outcome}">${sign(finding)} <span class="claim">${finding.claim}</span>${kindTag(finding.kind)}${strength}${links(finding, view)}
${finding.value === undefined ? undefined : html`<p class="seen"><b>Measured</b> ${finding.value}</p>`}${finding.seen === undefined ? undefined : html`<p class="seen"><b>Seen</b> ${finding.seen}</p>`}</li>
`;
}

/** What holds is said quietly: there is much of it. */
function sign({ outcome }: Finding): Html {
  return outcome === 'passed' ? html`<i class="ok">✓</i>` : mark(outcome);
}

function links(finding: Finding, view: PartView): Html {
  const lines = finding.evidence.map((line) => {
    const href = view.href(line);
    return href === undefined ? html` #${line}` : html` <a href="${href}">#${line}</a>`;
  });
  return html`<span class="lines">${lines}</span>`;
}
