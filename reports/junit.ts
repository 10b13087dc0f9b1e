import junitReportBuilder, { type Builder, type TestCase, type TestSuite } from 'junit-report-builder';
import type { PartRecord, RunRecord, ScenarioRecord } from '../harness/record/index.ts';
import { expectation, explainPart } from './explain.ts';
import { standingOf } from './standing.ts';

/**
 * The run as JUnit XML, for the systems that show it: one suite a group folder, one case a part.
 *
 * Written to what readers really read: `classname`, `name`, `file`, `time`; a failure has one line in `message` and the
 * explanation in its body; the attachment of a failed case stands in `system-out`; an unsupported scenario and a failure
 * that was expected are `skipped` with their reason in `system-out`. `folder` is where the run's files are, as a path
 * from where the reader stands.
 */
export function junit(record: RunRecord, folder: string): string {
  const builder = newBuilder().name(`cmbac ${record.target.name}`);
  for (const [group, scenarios] of byGroup(record.scenarios)) {
    const suite = builder.testSuite().name(`${record.target.name}.${group}`).timestamp(record.startedAt);
    suite.property('product', record.target.product).property('version', record.target.version);
    suite.property('seed', record.suite.seed).property('suite', record.suite.version);
    if (record.suite.profile !== undefined) suite.property('profile', record.suite.profile);
    const { shard } = record.suite;
    if (shard !== undefined) suite.property('shard', `${shard.number}/${shard.of}`);
    if (record.faults.length > 0) suite.property('faults', record.faults.join(','));
    const className = `${record.target.name}.${group}`;
    for (const scenario of scenarios) addCases(suite, className, scenario, folder);
  }
  return builder.build();
}

function newBuilder(): Builder {
  // Its types call the builder the module's `default`; imported into an ES module it is the module itself
  const published: unknown = junitReportBuilder;
  if (!isBuilder(published))
    throw new Error('junit-report-builder is not the builder that version 5.1 exports');
  return published.newBuilder();
}

function isBuilder(value: unknown): value is Builder {
  return typeof value === 'object' && value !== null && 'newBuilder' in value;
}

/** Scenarios by their folder, `/` written as `.`; one without a folder is in `scenarios`. */
function byGroup(scenarios: readonly ScenarioRecord[]): Map<string, ScenarioRecord[]> {
  return Map.groupBy(scenarios, ({ id }) => id.split('/').slice(0, -1).join('.') || 'scenarios');
}

function addCases(suite: TestSuite, className: string, scenario: ScenarioRecord, folder: string): void {
  if (scenario.parts.length === 0) {
    writeScenario(
      suite.testCase().className(className).name(scenario.id).file(scenario.file).time(0),
      scenario,
    );
    return;
  }
  for (const part of scenario.parts) {
    const name = part.name === 'twin' ? `${scenario.id} (twin)` : scenario.id;
    const testCase = suite.testCase().className(className).name(name).file(scenario.file);
    testCase.time(Math.round(part.wallMs) / 1000).property('requirements', scenario.requirements.join(' '));
    for (const { claim, value } of part.findings) {
      if (value !== undefined) testCase.property('measured', oneLine(`${claim}: ${value}`));
    }
    writePart(testCase, scenario, part, folder);
  }
}

/** A scenario that has no part: it could not be run, or was not. */
function writeScenario(testCase: TestCase, scenario: ScenarioRecord): void {
  const reason = oneLine(scenario.reason ?? scenario.outcome);
  if (standingOf(scenario) === 'expected-failure') skip(testCase, expectedReason(scenario));
  else if (scenario.outcome === 'unsupported') skip(testCase, reason);
  else if (scenario.outcome === 'failed') testCase.failure(reason, 'failed');
  else testCase.error(reason, scenario.outcome);
}

function writePart(testCase: TestCase, scenario: ScenarioRecord, part: PartRecord, folder: string): void {
  const body = cdata(explainPart(part).join('\n'));
  if (standingOf(scenario) === 'unexpected-pass') {
    testCase.failure(oneLine(expectedReason(scenario)), 'unexpected-pass').stacktrace(body);
  } else if (part.outcome === 'passed') return;
  else if (standingOf(scenario) === 'expected-failure') skip(testCase, expectedReason(scenario));
  else if (part.outcome === 'unsupported') skip(testCase, scenario.reason ?? 'unsupported');
  else if (part.outcome === 'failed') {
    testCase.failure(reasonOf(scenario, part), 'failed').stacktrace(body);
    if (part.transcript !== undefined) testCase.standardOutput(`[[ATTACHMENT|${folder}/${part.transcript}]]`);
  } else testCase.error(reasonOf(scenario, part), part.outcome, body);
}

/** The reason of this part rather than of the scenario, where the part has one. */
function reasonOf(scenario: ScenarioRecord, part: PartRecord): string {
  const finding = part.findings.find(({ outcome }) => outcome === part.outcome);
  if (finding === undefined) return oneLine(scenario.reason ?? part.outcome);
  return oneLine(finding.seen === undefined ? finding.claim : `${finding.claim}; seen: ${finding.seen}`);
}

function expectedReason(scenario: ScenarioRecord): string {
  return scenario.expected === undefined ? '' : expectation(scenario.expected);
}

function skip(testCase: TestCase, reason: string): void {
  // The builder's `skipped` takes no reason
  testCase.skipped().standardOutput(cdata(reason));
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** The builder splits only the first `]]>` of a text; the others are split here. */
function cdata(text: string): string {
  const first = text.indexOf(']]>');
  if (first < 0) return text;
  return text.slice(0, first + 3) + text.slice(first + 3).replaceAll(']]>', ']]]]><![CDATA[>');
}
