import junitReportBuilder, { type Builder, type TestCase, type TestSuite } from 'junit-report-builder';
import type { Outcome, PartRecord, RunRecord, ScenarioRecord } from '../harness/record/index.ts';
import { expectation, explainPart } from './explain.ts';
import { worstKindOf } from './failure-kinds.ts';
import { cdata, cutTo, oneLine } from './junit-text.ts';
import { signs, standingOf } from './standing.ts';

/**
 * The run as JUnit XML, for the systems that show it: one suite a group folder, one case a part, a name only once.
 *
 * Written to what readers read (docs/reports.md): `classname` is target, suite and group, `type` of a failure its kind; the first line of
 * a body repeats the message, since there are readers that show the body only; the attachment and every reason stand in
 * `system-out`, and no sign that a reader takes for an emoji is used. `folder` is where the run's files are, as a path from
 * where the reader stands.
 */
export function junit(record: RunRecord, folder: string): string {
  const builder = newBuilder().name(`cmbac ${record.target.name}`);
  const context: Context = { folder, limit: bodyLimit(record) };
  for (const [group, scenarios] of byGroup(record.scenarios)) {
    const className = `${suiteName(record)}.${group}`;
    const suite = builder.testSuite().name(className).timestamp(record.startedAt);
    for (const [name, value] of propertiesOf(record)) suite.property(name, oneLine(value));
    for (const scenario of scenarios) addCases(suite, className, scenario, context);
  }
  addRun(builder, record);
  return builder.build();
}

/** What ends a run with another code than 0 though no scenario has failed: who reads this file alone must see it. */
function addRun(builder: Builder, record: RunRecord): void {
  const { staleExpectations, debt, startedAt } = record;
  const missing = debt?.missing ?? [];
  if (staleExpectations.length + missing.length === 0) return;
  const className = `${suiteName(record)}.run`;
  const suite = builder.testSuite().name(className).timestamp(startedAt);
  const fail = (name: string, type: string, message: string): void => {
    const testCase = suite.testCase().className(className).name(name).time(0);
    testCase.failure(oneLine(message), type).stacktrace(cdata(`${type}: ${message}`));
  };
  for (const [index, entry] of staleExpectations.entries())
    fail(`expectation ${index + 1}`, 'stale-expectation', entry);
  if (debt !== undefined && missing.length > 0)
    fail(
      'lock',
      'not-executed',
      `${missing.length} of ${debt.owed} scenarios that ${debt.file} names were not executed: ${missing.join(', ')}`,
    );
}

interface Context {
  readonly folder: string;
  /** Longest body of a case, in characters. */
  readonly limit: number;
}

/** All bodies together, in characters of at most three bytes: GitLab takes a file up to 30 MB. */
const maxBodies = 8_000_000;
/** One body: more than that nobody reads in a CI system. */
const maxBody = 20_000;

function bodyLimit({ scenarios }: RunRecord): number {
  const told = scenarios.flatMap(({ parts }) => parts).filter(({ outcome }) => outcome !== 'passed').length;
  return Math.min(maxBody, Math.floor(maxBodies / Math.max(1, told)));
}

export function newBuilder(): Builder {
  // Its types call the builder the module's `default`; imported into an ES module it is the module itself
  const published: unknown = junitReportBuilder;
  if (!isBuilder(published))
    throw new Error('junit-report-builder is not the builder that version 5.1 exports');
  return published.newBuilder();
}

function isBuilder(value: unknown): value is Builder {
  return typeof value === 'object' && value !== null && 'newBuilder' in value;
}

/** `prosody.cmbac`: dots separate what readers fold, so that none may be in the target's name. Another profile is another suite. */
function suiteName({ target, peer, suite }: RunRecord): string {
  const servers = [target, ...(peer === undefined ? [] : [peer])].map(({ name }) =>
    name.replaceAll('.', '_'),
  );
  return `${servers.join('-')}.cmbac${suite.profile === undefined ? '' : `-${suite.profile}`}`;
}

/** At most five a suite: readers count every object in a file. */
function propertiesOf({ target, peer, suite, faults }: RunRecord): [string, string][] {
  const server = ({ product, version }: RunRecord['target']): string => `${product} ${version}`.trim();
  const { shard } = suite;
  return [
    ['server', [target, ...(peer === undefined ? [] : [peer])].map(server).join(' beside ')],
    ['suite', suite.version],
    ['seed', suite.seed],
    ...(shard === undefined ? [] : [['shard', `${shard.number}/${shard.of}`] satisfies [string, string]]),
    ...(faults.length === 0 ? [] : [['faults', faults.join(',')] satisfies [string, string]]),
  ];
}

/** Scenarios by their folder, `/` written as `.`; one without a folder is in `scenarios`. */
function byGroup(scenarios: readonly ScenarioRecord[]): Map<string, ScenarioRecord[]> {
  return Map.groupBy(scenarios, ({ id }) => id.split('/').slice(0, -1).join('.') || 'scenarios');
}

function addCases(suite: TestSuite, className: string, scenario: ScenarioRecord, context: Context): void {
  if (scenario.parts.length === 0) {
    const testCase = suite.testCase().className(className).name(scenario.id).file(scenario.file).time(0);
    writeScenario(testCase, scenario);
    return;
  }
  for (const part of scenario.parts) {
    const name = part.name === 'twin' ? `${scenario.id} (twin)` : scenario.id;
    const testCase = suite.testCase().className(className).name(name).file(scenario.file);
    testCase.time(Math.round(part.wallMs) / 1000).property('requirements', scenario.requirements.join(' '));
    const proof = weakestProof(part);
    if (proof !== undefined) testCase.property('proof', proof);
    writePart(testCase, scenario, part, context);
  }
}

function weakestProof({ findings }: PartRecord): string | undefined {
  return findings
    .map(({ strength }) => strength)
    .filter((strength) => strength !== undefined)
    .sort()
    .at(-1);
}

/** A scenario that has no part: it could not be run, or was not. */
function writeScenario(testCase: TestCase, scenario: ScenarioRecord): void {
  const reason = oneLine(scenario.reason ?? scenario.outcome);
  if (standingOf(scenario) === 'expected-failure') skip(testCase, [expectedReason(scenario)]);
  else if (scenario.outcome === 'unsupported') skip(testCase, [reason]);
  else if (scenario.outcome === 'failed') testCase.failure(reason, scenario.kind ?? 'failed');
  else testCase.error(reason, scenario.outcome);
}

function writePart(
  testCase: TestCase,
  scenario: ScenarioRecord,
  part: PartRecord,
  { folder, limit }: Context,
): void {
  const attachment =
    part.transcript === undefined
      ? []
      : [`[[ATTACHMENT|${folder === '' ? '' : `${folder}/`}${part.transcript}]]`];
  const fail = (message: string, type: string): void => {
    testCase.failure(message, type).stacktrace(bodyOf(`${type}: ${message}`, part, limit));
    write(testCase, [...attachment, ...measuredIn(part)]);
  };
  if (standingOf(scenario) === 'unexpected-pass') {
    fail(oneLine(expectedReason(scenario)), 'unexpected-pass');
  } else if (part.outcome === 'passed') write(testCase, measuredIn(part));
  else if (standingOf(scenario) === 'expected-failure')
    skip(testCase, [expectedReason(scenario), ...measuredIn(part)]);
  else if (part.outcome === 'unsupported') skip(testCase, [scenario.reason ?? 'unsupported']);
  else if (part.outcome === 'failed') {
    fail(reasonOf(scenario, part), worstKindOf(part) ?? 'failed');
  } else {
    const message = reasonOf(scenario, part);
    testCase.error(message, part.outcome, bodyOf(`${part.outcome}: ${message}`, part, limit));
    write(testCase, [...attachment, ...measuredIn(part)]);
  }
}

/** What stands in the element: the message once more, then why. */
function bodyOf(first: string, part: PartRecord, limit: number): string {
  const text = [first, '', ...explainPart(part, wordOf)].join('\n');
  return cdata(cutTo(text, limit, 'the rest is in index.html'));
}

function wordOf(outcome: Outcome): string {
  return outcome === 'passed' ? 'holds:' : `${signs[outcome].words}:`;
}

/** The reason of this part rather than of the scenario, where the part has one: of several failures the worst. */
function reasonOf(scenario: ScenarioRecord, part: PartRecord): string {
  const kind = worstKindOf(part);
  const finding =
    part.findings.find((one) => kind !== undefined && one.kind === kind) ??
    part.findings.find(({ outcome }) => outcome === part.outcome);
  if (finding === undefined) return oneLine(scenario.reason ?? part.outcome);
  return oneLine(finding.seen === undefined ? finding.claim : `${finding.claim}; seen: ${finding.seen}`);
}

function expectedReason(scenario: ScenarioRecord): string {
  return scenario.expected === undefined ? '' : expectation(scenario.expected);
}

function measuredIn({ findings }: PartRecord): string[] {
  return findings.flatMap(({ claim, value }) =>
    value === undefined ? [] : [oneLine(`measured: ${claim}: ${value}`)],
  );
}

/** The builder's `skipped` takes no reason. */
function skip(testCase: TestCase, lines: readonly string[]): void {
  testCase.skipped();
  write(testCase, lines.map(oneLine));
}

function write(testCase: TestCase, lines: readonly string[]): void {
  if (lines.length > 0) testCase.standardOutput(cdata(lines.join('\n')));
}
