import { expect } from 'chai';
import type { Finding, RunRecord, ScenarioRecord } from '../harness/record/index.ts';
import { junit } from './junit.ts';
import { asAction, asGitLab, asJenkins, objectsIn, treeOf } from './junit-readers.fixture.ts';
import { samplePart, sampleRun, sampleScenario, sampleTwin } from './sample-run.ts';

const leak: Finding = {
  step: 0,
  outcome: 'failed',
  kind: 'leak',
  claim: 'rita does not receive the message',
  seen: 'the message,\n3.4 ms after it was sent',
  evidence: [5, 6],
};
const wrongError: Finding = {
  step: 0,
  outcome: 'failed',
  kind: 'wrong-error',
  claim: 'tess gets one error without a label',
  seen: 'none',
  evidence: [],
};
const leaked = sampleScenario({
  outcome: 'failed',
  kind: 'leak',
  parts: [samplePart({ outcome: 'failed', findings: [wrongError, leak] }), sampleTwin()],
});
const transcript = 'reports/out/transcripts/exit/recipient-not-cleared.ndjson';

/** The run of one scenario, read again. */
function read(scenario: ScenarioRecord, change: Partial<RunRecord> = {}): ReturnType<typeof treeOf> {
  return treeOf(junit(sampleRun({ scenarios: [scenario], ...change }), 'reports/out'));
}

describe('what readers of JUnit show', () => {
  it('GitLab shows a leak with its kind, what was seen and the transcript as attachment', () => {
    const [failed, twin] = asGitLab(read(leaked));
    expect({ ...failed, output: failed?.output.split('\n')[0] }).to.deep.equal({
      suite: 'prosody.cmbac.exit',
      name: 'exit/recipient-not-cleared',
      status: 'failed',
      seconds: 0.042,
      output: 'leak: rita does not receive the message; seen: the message, 3.4 ms after it was sent',
      attachment: transcript,
    });
    expect([twin?.name, twin?.status]).to.deep.equal(['exit/recipient-not-cleared (twin)', 'success']);
  });

  it('GitLab drops no case: no two have the same class and name', () => {
    const run = sampleRun();
    const parts = run.scenarios.reduce((sum, one) => sum + Math.max(1, one.parts.length), 0);
    expect(asGitLab(treeOf(junit(run, 'out')))).to.have.lengthOf(parts);
  });

  it('GitLab tells what could not be judged from what failed, and what was skipped from both', () => {
    const known = { outcome: 'failed' as const, reason: 'known', met: true };
    const statuses = [
      sampleScenario({ outcome: 'inconclusive', parts: [samplePart({ outcome: 'inconclusive' })] }),
      sampleScenario({ outcome: 'broken', parts: [samplePart({ outcome: 'broken' })] }),
      sampleScenario({ outcome: 'unsupported', parts: [samplePart({ outcome: 'unsupported' })] }),
      sampleScenario({ ...leaked, expected: known, parts: leaked.parts.slice(0, 1) }),
    ].map((scenario) => asGitLab(read(scenario))[0]?.status);
    expect(statuses).to.deep.equal(['error', 'error', 'skipped', 'skipped']);
  });

  it('Jenkins folds by target and suite, whatever the name of the target has in it', () => {
    const target = { name: 'mlink-19.4', product: 'M-Link', version: '19.4' };
    const [first] = asJenkins(read(leaked, { target }));
    expect([first?.package, first?.suite]).to.deep.equal(['mlink-19_4.cmbac', 'exit']);
  });

  it('Jenkins shows why something was skipped, from the output', () => {
    const reason = 'the target can be asked this: it lacks verb Loc';
    const [skipped] = asJenkins(
      read(
        sampleScenario({ outcome: 'unsupported', reason, parts: [samplePart({ outcome: 'unsupported' })] }),
      ),
    );
    expect([skipped?.status, skipped?.output]).to.deep.equal(['skipped', reason]);
  });

  it('the GitHub action annotates the scenario’s file, and loses no sign that a reader needs', () => {
    const [annotation] = asAction(read(leaked));
    expect(annotation?.path).to.equal('scenarios/exit/recipient-not-cleared.yaml');
    expect(annotation?.line).to.equal(1);
    expect(annotation?.message).to.equal(
      'rita does not receive the message; seen: the message, 3.4 ms after it was sent',
    );
    expect(annotation?.details).to.include('failed: leak: rita does not receive the message');
    const raw = asGitLab(read(leaked))[0]?.output ?? '';
    expect(annotation?.details).to.equal(raw.trim());
  });

  it('the GitHub action does not take a failed twin for the retry of its scenario', () => {
    const both = sampleScenario({
      ...leaked,
      parts: [samplePart(), sampleTwin({ outcome: 'failed', findings: [leak] })],
    });
    expect(asAction(read(both)).map(({ title }) => title)).to.deep.equal([
      'scenarios/exit/recipient-not-cleared.yaml.exit/recipient-not-cleared (twin)',
    ]);
  });

  it('stays far below the limits with 600 scenarios that all fail at length', () => {
    const long = 'x'.repeat(60_000);
    const findings: readonly Finding[] = [{ ...leak, seen: long }];
    const scenarios = Array.from({ length: 600 }, (_, index) =>
      sampleScenario({
        id: `exit/scenario-${index}`,
        outcome: 'failed',
        parts: [
          samplePart({ outcome: 'failed', findings, steps: [] }),
          sampleTwin({ outcome: 'failed', findings, steps: [] }),
        ],
      }),
    );
    const xml = junit(sampleRun({ scenarios }), 'reports/out');
    expect(Buffer.byteLength(xml)).to.be.below(25_000_000);
    expect(objectsIn(treeOf(xml))).to.be.below(50_000);
  });

  it('gives no element more than six properties', () => {
    const shard = { number: 1, of: 2, chosen: 3, digest: 'd' };
    const suite = { version: '1', scenarios: 1, seed: 's', profile: 'lenient', shard };
    const measured = Array.from({ length: 20 }, (_, step) => ({ ...leak, step, value: '1 ms' }));
    const top = read(
      sampleScenario({ ...leaked, parts: [samplePart({ outcome: 'failed', findings: measured })] }),
      { suite, faults: ['exit.user'], peer: { name: 'ejabberd', product: 'ejabberd', version: '23.01' } },
    );
    const properties = (node: typeof top): number[] =>
      node.children.flatMap((child) =>
        child.name === 'properties' ? [child.children.length] : properties(child),
      );
    expect(Math.max(...properties(top))).to.be.within(1, 6);
  });
});
