import { expect } from 'chai';
import type { DiffRecord, Finding, ScenarioRecord } from '../harness/record/index.ts';
import { markdown, maxSummaryBytes } from './markdown.ts';
import { bytesOf } from './markdown-text.ts';
import { samplePart, sampleRun, sampleScenario } from './sample-run.ts';

const finding = (kind: Finding['kind'], seen: string): Finding => ({
  step: 0,
  outcome: 'failed',
  ...(kind && { kind }),
  claim: 'rita does not receive the message',
  seen,
  evidence: [],
});

const failing = (id: string, kind: NonNullable<Finding['kind']>, seen = 'it came'): ScenarioRecord =>
  sampleScenario({
    id,
    outcome: 'failed',
    kind,
    reason: `rita does not receive the message: ${seen}`,
    parts: [samplePart({ outcome: 'failed', findings: [finding(kind, seen)] })],
  });

describe('markdown', () => {
  it('begins with the verdict and the totals, kinds of failure below the failures', () => {
    const scenarios = [failing('a/one', 'wrong-error'), failing('a/two', 'leak'), sampleScenario()];
    const text = markdown(sampleRun({ scenarios }));
    expect(text.split('\n')[0]).to.equal('## Prosody 0.12.3 fails 2 of 3 scenarios.');
    const table = text.split('\n').filter((line) => line.startsWith('|'));
    expect(table.map((row) => row.split(' | ')[0]?.split(':')[0])).to.deep.equal([
      '| scenarios',
      '| ---',
      '| ✕ failed',
      '| ▲ of these **leak**',
      '| ≠ of these **wrong error**',
      '| ✓ passed',
    ]);
  });

  it('tells leaks first, and what explains each behind its line', () => {
    const scenarios = [failing('a/one', 'wrong-error'), failing('a/two', 'leak')];
    const summaries = [...markdown(sampleRun({ scenarios })).matchAll(/<summary>(.*)<\/summary>/g)];
    expect(summaries.map(([, line]) => line)).to.deep.equal([
      '<b>leak</b> <code>a/two</code> rita does not receive the message: it came',
      '<b>wrong error</b> <code>a/one</code> rita does not receive the message: it came',
    ]);
    expect(markdown(sampleRun({ scenarios }))).to.include('seen: it came\n');
  });

  it('lets nothing that a server said become markup, close a fold or call somebody', () => {
    const seen = '</details> | `x` <img src=y> @octocat #12 [a](b) ```` ```';
    const text = markdown(sampleRun({ scenarios: [failing('a/one', 'leak', seen)] }));
    const [line = ''] = text.split('\n').filter((each) => each.includes('<summary>'));
    expect(line).not.to.match(/<img|<\/details>|@octocat|#12 |\[a\]|`x`/);
    expect(text.match(/^`{5}text$/m), 'a fence longer than any in it').not.to.equal(null);
  });

  it('groups what was expected by its reason, with who accepted a leak, and what is missing by what it costs', () => {
    const expected = {
      outcome: 'failed',
      kind: 'leak',
      reason: 'it echoes',
      met: true,
      expires: '2027-01-31',
      acceptedBy: ['Ann', 'Bo'],
    } as const;
    const scenarios = [
      { ...failing('a/one', 'leak'), expected },
      { ...failing('a/two', 'leak'), expected },
      sampleScenario({ id: 'a/three', outcome: 'unsupported', reason: 'it lacks verb Loc', parts: [] }),
    ];
    const text = markdown(sampleRun({ scenarios }));
    expect(text).to.include('- **leak** it echoes (2 scenarios, until 2027-01-31, accepted by Ann and Bo)');
    expect(text).to.include('- verb Loc: 1 scenario');
    expect(text).not.to.include('to look at');
  });

  it('says what is owed and what is stale', () => {
    const text = markdown(
      sampleRun({
        scenarios: [sampleScenario()],
        debt: { file: 'cmbac.lock', owed: 2, missing: ['exit/b'] },
        staleExpectations: ['a.yaml:3: expired'],
      }),
    );
    expect(text).to.include(
      '### 1 of 2 scenarios that must be executed were not\n\n`cmbac.lock` names them:\n\n- `exit/b`',
    );
    expect(text).to.include('- a.yaml:3: expired');
  });

  it('shows regressions since a baseline before the failures', () => {
    const { target, suite, startedAt } = sampleRun();
    const run = { target, suite, startedAt, faults: [] };
    const regressed = {
      scenario: 'exit/a',
      part: 'twin',
      title: 't',
      was: 'passed',
      is: 'failed',
      isKind: 'leak',
      reason: 'rita got it',
    } as const;
    const diff: DiffRecord = {
      schema: 'cmbac/diff@1',
      before: run,
      after: run,
      regressed: [regressed],
      mended: [],
      changed: [],
      added: [],
      gone: [],
      same: 3,
    };
    const text = markdown(sampleRun(), diff);
    expect(text).to.include('- ✕ `exit/a` (twin): was passed, is failed (leak). rita got it');
    expect(text.indexOf('1 part regressed')).to.be.below(text.indexOf('to look at'));
  });

  it('stays below its bound whatever a run holds, and says that it was cut', () => {
    const long = '<body>ü</body>'.repeat(400);
    const many = (of: string): string[] => Array.from({ length: 2000 }, (_, index) => `${of}-${index}`);
    const scenarios = many('a/one').map((id, index) => ({
      ...failing(id, 'leak', long),
      ...(index % 2 === 1 && { expected: { outcome: 'failed' as const, reason: long + id, met: true } }),
    }));
    const text = markdown(
      sampleRun({
        scenarios,
        debt: { file: 'cmbac.lock', owed: 9, missing: many('exit/b') },
        staleExpectations: many('stale'),
      }),
    );
    expect(bytesOf(text)).to.be.within(20_000, maxSummaryBytes);
    expect(text).to.match(/… and \d+ more: see the report `index.html`/);
  });
});
