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
        'report  reports/out/index.html',
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
        '✕ failed  exit/several-resources',
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
    expect(text).to.include('take 1 entry out of it');
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
});
