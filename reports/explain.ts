import {
  type Arrow,
  type Finding,
  type Outcome,
  type PartRecord,
  type RequirementRecord,
  type ScenarioRecord,
  visible,
} from '../harness/record/index.ts';
import { kindWords } from './failure-kinds.ts';
import { signs, standingOf } from './standing.ts';
import { stanzaLines } from './stanza-lines.ts';

/** Why a scenario has its verdict, as text for a terminal: requirements, claims, what was seen, the stanzas that prove it. */
export function explain(scenario: ScenarioRecord, requirements: readonly RequirementRecord[]): string {
  const standing = standingOf(scenario);
  const lines = [
    `${signs[standing].symbol} ${scenario.id}: ${signs[standing].words}${kindOf(scenario)}`,
    `  ${scenario.title}`,
    ...(scenario.reason === undefined ? [] : ['', `  ${scenario.reason}`]),
    ...(scenario.expected === undefined
      ? []
      : ['', `  ${expectation(scenario.expected)}`, ...answerable(scenario.expected)]),
    '',
    ...scenario.requirements.flatMap((id) => requirementLines(id, requirements)),
    ...scenario.parts.flatMap((part) => ['', ...explainPart(part)]),
    ...controlLines(scenario),
    '',
    `  ${scenario.file}`,
  ];
  return visible(`${lines.join('\n')}\n`);
}

/**
 * One part: every claim in order, and under each that does not hold what was seen and the stanzas that show it. `sign` is what stands
 * before a claim: a sign, unless the reader's program takes those out.
 */
export function explainPart(part: PartRecord, sign: SignOf = symbolOf): string[] {
  const changes = part.provision.map(({ verb, value }) => `${verb} = ${value}`);
  return [
    `${part.name}: ${part.title}`,
    ...(changes.length === 0 ? [] : [`  with ${changes.join(', ')}`]),
    ...part.steps.flatMap((step, index) => [
      `  ${index + 1}. ${step.summary}`,
      ...part.findings
        .filter((finding) => finding.step === index)
        .flatMap((finding) => claim(finding, part, sign)),
    ]),
    ...part.findings
      .filter(({ step }) => step >= part.steps.length)
      .flatMap((finding) => claim(finding, part, sign)),
    ...(part.transcript === undefined ? [] : [`  transcript: ${part.transcript}`]),
  ];
}

/** The words for an expectation, met or not. */
export function expectation(expected: NonNullable<ScenarioRecord['expected']>): string {
  const state = expected.met ? 'as expected' : 'this expectation is not met any more';
  return `expected to be ${expected.outcome}: ${expected.reason} (${state})`;
}

/** Who answers for an expectation, until when, and who accepts it. */
function answerable({
  kind,
  owner,
  acceptedBy,
  expires,
  issue,
}: NonNullable<ScenarioRecord['expected']>): string[] {
  const said = [
    ...(kind === undefined ? [] : [`as ${kindWords[kind].words}`]),
    ...(owner === undefined ? [] : [`${owner} answers for it`]),
    ...(acceptedBy === undefined ? [] : [`accepted by ${acceptedBy.join(' and ')}`]),
    ...(expires === undefined ? [] : [`until ${expires}`]),
    ...(issue === undefined ? [] : [issue]),
  ];
  return said.length === 0 ? [] : [`  ${said.join('; ')}`];
}

/** The stanzas that a finding rests on, in the order in which they passed. */
export function evidenceOf(finding: Finding, part: PartRecord): Arrow[] {
  const wanted = new Set(finding.evidence);
  return part.steps.flatMap((step) => step.arrows).filter((arrow) => wanted.has(arrow.line));
}

type SignOf = (outcome: Outcome) => string;

function symbolOf(outcome: Outcome): string {
  return signs[outcome].symbol;
}

function claim(finding: Finding, part: PartRecord, sign: SignOf): string[] {
  const strength = finding.strength === undefined ? '' : ` (proof ${finding.strength})`;
  const kind = finding.kind === undefined ? '' : `${kindWords[finding.kind].words}: `;
  const head = `     ${sign(finding.outcome)} ${kind}${finding.claim}${strength}`;
  const measured = finding.value === undefined ? [] : [`       measured: ${finding.value}`];
  if (finding.outcome === 'passed') return [head, ...measured];
  return [
    head,
    ...measured,
    ...(finding.seen === undefined ? [] : [`       seen: ${finding.seen}`]),
    ...evidenceOf(finding, part).flatMap(stanza),
  ];
}

function stanza(arrow: Arrow): string[] {
  const how = arrow.direction === 'sent' ? 'sends' : 'receives';
  return [
    `       #${arrow.line} ${arrow.actor} ${how} (${arrow.role}, ${arrow.at.toFixed(1)} ms)`,
    ...stanzaLines(arrow.raw).map(({ depth, text }) => `         ${'  '.repeat(depth)}${text}`),
  ];
}

function requirementLines(id: string, requirements: readonly RequirementRecord[]): string[] {
  const found = requirements.find((requirement) => requirement.id === id);
  if (found === undefined) return [`  ${id}`];
  return [
    `  ${id} (${found.level}, ${found.source})`,
    `    ${found.sentence}`,
    ...(found.quote === undefined ? [] : [`    “${found.quote}”`]),
  ];
}

/** Of what kind the failure is: ` (leak)`. */
function kindOf({ kind }: ScenarioRecord): string {
  return kind === undefined ? '' : ` (${kindWords[kind].words}: ${kindWords[kind].meaning})`;
}

/** How it is known that the scenario can fail. */
function controlLines({ controls = [] }: ScenarioRecord): string[] {
  if (controls.length === 0) return [];
  return [
    '',
    'seen to fail, against the reference server with a check broken',
    ...controls.flatMap(({ fault, breaks, seen, current }) => [
      `  ${fault}: ${breaks}${current ? '' : ' (with an earlier wording of the scenario)'}`,
      `    ${seen}`,
    ]),
  ];
}
