import { expect } from 'chai';
import type { DiffRecord } from '../harness/record/index.ts';
import { differences } from './differences.ts';
import { sampleRun } from './sample-run.ts';

const { target, suite, startedAt } = sampleRun();
const before = { target, suite: { ...suite, profile: 'lenient' }, startedAt, faults: [] };
const shard = { number: 2, of: 3, chosen: 9, digest: 'd' };
const after = { target, suite: { ...suite, shard }, startedAt, faults: ['exit.user'] };
const nothing: DiffRecord = {
  schema: 'cmbac/diff@1',
  before,
  after,
  regressed: [],
  mended: [],
  changed: [],
  added: [],
  gone: [],
  same: 7,
};
const found = { scenario: 'exit/a', part: 'scenario', title: 'A secret stays' } as const;

describe('differences', () => {
  it('is short when nothing differs, and says what was compared', () => {
    expect(differences(nothing)).to.equal(
      [
        '',
        `before  Prosody 0.12.3, profile lenient, suite 0.1.0, ${startedAt}`,
        `after   Prosody 0.12.3, profile none, suite 0.1.0, shard 2 of 3, exit.user broken on purpose, ${startedAt}`,
        '',
        '0 regressed, 0 mended, 0 otherwise, 0 new, 0 gone, 7 the same',
        '',
      ].join('\n'),
    );
  });

  it('tells regressions first, then what was mended, is otherwise, new and gone', () => {
    const text = differences({
      ...nothing,
      regressed: [
        { ...found, was: 'passed', is: 'failed', reason: 'rita got it' },
        { ...found, part: 'twin', was: 'failed', is: 'failed', reason: 'he too' },
      ],
      mended: [{ ...found, was: 'failed', is: 'passed' }],
      changed: [{ ...found, was: 'failed', is: 'inconclusive' }],
      added: [{ ...found, is: 'passed' }],
      gone: [{ ...found, was: 'passed' }],
    });
    expect(text.split('\n').slice(4)).to.deep.equal([
      'regressed: 2 parts',
      '✕ exit/a: was passed, is failed',
      '    rita got it',
      '✕ exit/a (twin): failed, in more than before',
      '    he too',
      '',
      'mended: 1 part',
      '✓ exit/a: was failed, is passed',
      '    A secret stays',
      '',
      'otherwise, and not passed: 1 part',
      '? exit/a: was failed, is inconclusive',
      '    A secret stays',
      '',
      'new: 1 part',
      '✓ exit/a: is passed',
      '    A secret stays',
      '',
      'gone: 1 part',
      '✓ exit/a: was passed',
      '    A secret stays',
      '',
      '2 regressed, 1 mended, 1 otherwise, 1 new, 1 gone, 7 the same',
      '',
    ]);
  });

  it('says of what kind a failure was and is', () => {
    const text = differences({
      ...nothing,
      regressed: [{ ...found, was: 'failed', is: 'failed', wasKind: 'wrong-error', isKind: 'leak' }],
    });
    expect(text).to.include('✕ exit/a: was failed (wrong error), is failed (leak)\n');
  });
});
