import { expect } from 'chai';
import { sampleRun, sampleScenario } from './sample-run.ts';
import { summary } from './summary.ts';

const passing = { scenarios: [sampleScenario()], exitCode: 0 };

describe('summary', () => {
  it('is short when everything passed', () => {
    expect(summary(sampleRun(passing), 'reports/out')).to.equal(
      [
        '',
        'Prosody 0.12.3 passes its one scenario.',
        '✓ 1 passed   (Prosody 0.12.3, seed 42, 12.3 s)',
        '',
        'report  reports/out/index.html   for a pull request: reports/out/summary.md',
        'next    nothing to mend; `npx cmbac judge reports/out` gives the same verdicts from the saved transcripts',
        '',
      ].join('\n'),
    );
  });

  it('gives every scenario that needs a person its reason and where to look, failures first', () => {
    const text = summary(sampleRun(), 'reports/out');
    expect(text).to.include(
      [
        '',
        '✕ leak  exit/several-resources',
        '    rita received the message labelled A-S, which her clearance [U, R] does not cover',
        '    npx cmbac explain exit/several-resources',
        '',
        '‼ broken  entry/resumed-stream',
      ].join('\n'),
    );
    expect(text).not.to.include('npx cmbac explain errors/without-payload');
  });

  it('names the folder and the target in its commands where they are not the usual ones', () => {
    const text = summary(sampleRun(), 'runs/one');
    expect(text).to.include('    npx cmbac explain exit/headline runs/one\n');
    expect(text).to.match(
      /^next .*`npx cmbac explain exit\/several-resources runs\/one`.* --target prosody`$/m,
    );
  });

  it('names the expectations that are stale, and says what to do with them', () => {
    const text = summary(
      sampleRun({ ...passing, staleExpectations: ['muc/**'], exitCode: 2 }),
      'reports/out',
    );
    expect(text).to.include('stale expectation  muc/**');
    expect(text).to.match(/^next .*1 entry .* `npx cmbac bless` shows what to change$/m);
  });

  it('writes out twenty failures and counts the rest', () => {
    const scenarios = Array.from({ length: 23 }, (_, n) =>
      sampleScenario({ id: `a/${n}`, outcome: 'failed' }),
    );
    const text = summary(sampleRun({ scenarios }), 'reports/out');
    expect(text.match(/✕ failed {2}/g)).to.have.length(20);
    expect(text).to.include('… and 3 more in the report');
  });

  it('says that a run with faults says nothing about a server', () => {
    expect(summary(sampleRun({ ...passing, faults: ['exit.user'] }), 'reports/out')).to.include(
      'This run says nothing about a server: it was started with exit.user broken on purpose.',
    );
  });

  it('tells a leak before other failures, by its kind, and leads to it', () => {
    const scenarios = [
      sampleScenario({ id: 'a/one', outcome: 'failed', kind: 'protocol' }),
      sampleScenario({ id: 'a/two', outcome: 'failed', kind: 'leak' }),
    ];
    const text = summary(sampleRun({ scenarios }), 'reports/out');
    expect(text.indexOf('✕ leak  a/two')).to.be.within(0, text.indexOf('✕ protocol  a/one'));
    expect(text).to.include('✕ 2 failed: 1 leak, 1 protocol');
    expect(text).to.match(/^next .*read why with `npx cmbac explain a\/two`/m);
  });

  it('says what was owed and not executed, and where to begin', () => {
    const debt = { file: 'cmbac.lock', owed: 9, missing: ['a/1', 'a/2', 'a/3', 'a/4', 'a/5', 'a/6'] };
    const text = summary(sampleRun({ ...passing, debt, exitCode: 6 }), 'reports/out');
    expect(text).to.include('not executed  a/5\n… and 1 more that cmbac.lock names\n');
    expect(text).to.match(/^next .*cmbac\.lock.*`npx cmbac explain a\/1`/m);
  });

  it('says of what is unsupported what the server lacks, and what its vendor can do', () => {
    const scenarios = [
      sampleScenario(),
      sampleScenario({ id: 'b', outcome: 'unsupported', reason: 'it lacks verb Loc', parts: [] }),
    ];
    const text = summary(sampleRun({ scenarios, exitCode: 0 }), 'reports/out');
    expect(text).to.match(/^lacks {3}verb Loc \(1\): .*description$/m);
  });

  it('names the file of a target that a file describes, as a shell wants it', () => {
    const target = { ...sampleRun().target, name: 'alpha', file: 'my lab/alpha.yaml' };
    const text = summary(sampleRun({ target }), 'runs/one');
    expect(text).to.match(/^next .*`npx cmbac run [^`]* --target 'my lab\/alpha\.yaml'`$/m);
  });
});
