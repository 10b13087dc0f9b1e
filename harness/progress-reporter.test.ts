import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import type { PlannedScenario } from './plan.ts';
import { liveText } from './progress-line.ts';
import { isLive } from './progress-reporter.ts';
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
  it('tells each failure when it is found, and then a line for each folder', async () => {
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
    ).to.equal(
      [
        'failed  exit/b: it holds',
        'exit  ✓ 2  ✕ 1',
        'inconclusive  entry/a: it holds',
        'broken  entry/c: it holds',
        'entry  ? 1  – 1  ‼ 1',
        'top  ✓ 1',
        '',
      ].join('\n'),
    );
  });

  it('counts what failed as expected apart, and not among what passed', async () => {
    expect(await shown({ 'exit/a': 'failed', 'exit/b': 'failed' }, false, 'exit/a')).to.equal(
      'failed  exit/b: it holds\nexit  ⊘ 1  ✕ 1\n',
    );
  });

  it('shows nothing after the first failure when asked to stop there', async () => {
    expect(
      await shown({ 'a/a': 'passed', 'b/a': 'failed', 'b/b': 'passed', 'c/a': 'passed' }, true),
    ).to.equal('a  ✓ 1\nfailed  b/a: it holds\nb  ✕ 1\n');
  });

  it('tells twenty failures, and that there are more', async () => {
    const outcomes = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`a/${n}`, 'failed' as const]));
    const lines = (await shown(outcomes)).trimEnd().split('\n');
    expect(lines).to.have.length(22);
    expect(lines.slice(-2)).to.deep.equal(['… further ones are in the report', 'a  ✕ 30']);
  });

  it('writes nothing that a file or a pipe could not hold', async () => {
    expect(await shown({ 'a/a': 'passed', 'b/a': 'failed' })).not.to.match(/[\u001b\r]/);
  });

  it('shows a line that changes on a terminal, and clears it for those that stay', async () => {
    const output = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 24 });
    const written = text(output);
    const [ci, term] = [process.env['CI'], process.env['TERM']];
    delete process.env['CI'];
    process.env['TERM'] = 'xterm';
    try {
      await runParts([planned('exit/a'), planned('exit/b')], {
        run: () => Promise.resolve(recordOf('passed')),
        isExpected: () => false,
        bail: false,
        output,
      });
    } finally {
      if (ci !== undefined) process.env['CI'] = ci;
      if (term === undefined) delete process.env['TERM'];
      else process.env['TERM'] = term;
    }
    output.end();
    const shownText = await written;
    expect(shownText).to.include(`exit  ${'░'.repeat(20)}  0/2  0/2  exit/a`);
    expect(shownText).to.include(`exit  ${'█'.repeat(10)}${'░'.repeat(10)}  1/2  ✓ 1  1/2  exit/b`);
    expect(shownText).to.include('exit  ✓ 2\n');
  });
});

describe('isLive', () => {
  it('is so on a terminal only, and not where a CI system pretends to be one', () => {
    const table = [
      [{ isTTY: true }, {}],
      [{ isTTY: true }, { CI: 'false', NO_COLOR: '1' }],
      [{ isTTY: true }, { CI: '1' }],
      [{ isTTY: true }, { CI: 'true' }],
      [{ isTTY: true }, { TERM: 'dumb' }],
      [{}, {}],
    ] as const;
    expect(table.map(([output, env]) => isLive(output, env))).to.deep.equal([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('liveText', () => {
  const tally = { passed: 58, expected: 0, failed: 1, inconclusive: 2, unsupported: 0, broken: 0 };
  const place = { folder: 'exit', tally, total: 72, done: 210, all: 612, title: 'rita gets nothing' };

  it('tells how far the folder and the run are, what came of it, and what is played', () => {
    expect(liveText(place, 120)).to.equal(
      `exit  ${'█'.repeat(16)}░░░░  61/72  ✓ 58  ✕ 1  ? 2  210/612  rita gets nothing`,
    );
  });

  it('never takes a second line, and leaves the bar out where there is little room', () => {
    expect(Array.from(liveText(place, 70))).to.have.length(69);
    expect(liveText(place, 50)).to.equal('exit  61/72  ✓ 58  ✕ 1  ? 2  210/612');
    expect(Array.from(liveText(place, 20))).to.have.length(19);
    expect(liveText(place, 0)).to.equal('…');
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
