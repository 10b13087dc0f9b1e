import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import type { PlannedScenario } from './plan.ts';
import type { Outcome, PartRecord } from './record/index.ts';
import { runParts } from './run-parts.ts';

/** A scenario of one part, which is not looked at. */
function planned(id: string): PlannedScenario {
  const part = { name: 'scenario', title: id, provision: {}, steps: [] } as const;
  const scenario = {
    id,
    file: '',
    hash: '',
    title: id,
    requirements: [],
    needs: [],
    kills: [],
    actors: {},
    provision: {},
    steps: [],
  };
  return { scenario, parts: [{ part, missing: [] }] };
}

function recordOf(outcome: Outcome): PartRecord {
  const findings = [{ step: 0, outcome, claim: 'it holds', evidence: [] }];
  return { name: 'scenario', title: '', outcome, wallMs: 0, provision: [], findings, steps: [] };
}

/** What is shown of a run in which the scenarios come to these outcomes. */
async function shown(
  outcomes: Readonly<Record<string, Outcome>>,
  bail = false,
  expected = '',
): Promise<string> {
  const output = new PassThrough();
  const written = text(output);
  await runParts(Object.keys(outcomes).map(planned), {
    run: ({ scenario }) => Promise.resolve(recordOf(outcomes[scenario.id] ?? 'broken')),
    isExpected: ({ scenario }) => scenario.id === expected,
    bail,
    output,
  });
  output.end();
  return written;
}

describe('ProgressReporter', () => {
  it('shows a line for each folder with what came of its parts', async () => {
    expect(
      await shown({
        'exit/a': 'passed',
        'exit/b': 'failed',
        'exit/c': 'passed',
        'entry/a': 'inconclusive',
        'entry/b': 'unsupported',
        'entry/c': 'broken',
        top: 'passed',
      }),
    ).to.equal('exit  ✓ 2  ✕ 1\nentry  ? 1  – 1  ‼ 1\ntop  ✓ 1\n');
  });

  it('counts what failed as expected apart, and not among what passed', async () => {
    expect(await shown({ 'exit/a': 'failed', 'exit/b': 'failed' }, false, 'exit/a')).to.equal(
      'exit  ⊘ 1  ✕ 1\n',
    );
  });

  it('shows nothing after the first failure when asked to stop there', async () => {
    expect(
      await shown({ 'a/a': 'passed', 'b/a': 'failed', 'b/b': 'passed', 'c/a': 'passed' }, true),
    ).to.equal('a  ✓ 1\nb  ✕ 1\n');
  });
});

describe('runParts', () => {
  it('leaves nothing listening on the process, however often it runs', async () => {
    const listening = (): number[] =>
      (['unhandledRejection', 'uncaughtException'] as const).map((event) => process.listenerCount(event));
    const before = listening();
    await shown({ 'exit/a': 'passed' });
    await shown({ 'exit/a': 'failed' });
    expect(listening()).to.deep.equal(before);
  });
});
