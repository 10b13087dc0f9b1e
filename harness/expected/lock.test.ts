import { expect } from 'chai';
import type { Outcome, RunRecord, ScenarioRecord } from '../record/index.ts';
import { debtOf, lockText, readLock } from './lock.ts';

const outcomes: readonly Outcome[] = ['passed', 'failed', 'inconclusive', 'unsupported', 'broken'];
const records = outcomes.map((outcome): ScenarioRecord => {
  return { id: `exit/${outcome}`, file: '', title: '', requirements: [], outcome, parts: [] };
});
const run: RunRecord = {
  schema: 'cmbac/run@1',
  target: { name: 'prosody', product: 'Prosody', version: '0.12.3' },
  suite: { version: '0.1.0', scenarios: 5, seed: 's', profile: 'lenient' },
  startedAt: '2026-01-01T00:00:00Z',
  wallMs: 1,
  faults: [],
  scenarios: records,
  requirements: [],
  staleExpectations: [],
  exitCode: 0,
};

describe('lockText', () => {
  it('names what came to a verdict, sorted, and readLock reads it', () => {
    const text = lockText(run);
    expect(text.split('\n').slice(1)).to.deep.equal([
      'schema: cmbac/lock@1',
      'target: prosody',
      'profile: lenient',
      'suite: 0.1.0',
      'scenarios:',
      '  - exit/failed',
      '  - exit/passed',
      '',
    ]);
    expect(readLock(text, 'executed.lock')).to.deep.equal({
      file: 'executed.lock',
      scenarios: ['exit/failed', 'exit/passed'],
    });
    expect(lockText({ ...run, peer: { ...run.target, name: 'ejabberd' } })).to.contain('\npeer: ejabberd\n');
  });
});

describe('readLock', () => {
  it('says what is wrong where', () => {
    const header = 'schema: cmbac/lock@1\ntarget: prosody\nsuite: 0.1.0\n';
    expect(() => readLock('', 'l')).to.throw('`schema` must be one of cmbac/lock@1; pick one');
    expect(() => readLock(`${header}scenarios: []\n`, 'l')).to.throw('l:4:1: `scenarios` is too short');
    expect(() => readLock(`${header}scenarios:\n  - a\n  - a\n`, 'l')).to.throw(
      'l:6:5: it is named twice; keep one of them',
    );
  });
});

describe('debtOf', () => {
  it('is what came to no verdict of what is owed, whether or not it is in the run', () => {
    const owed = {
      file: 'l',
      scenarios: [
        'exit/passed',
        'exit/failed',
        'exit/inconclusive',
        'exit/unsupported',
        'exit/broken',
        'exit/renamed',
      ],
    };
    expect(debtOf(owed, records)).to.deep.equal({
      file: 'l',
      owed: 6,
      missing: ['exit/inconclusive', 'exit/unsupported', 'exit/broken', 'exit/renamed'],
    });
    expect(debtOf({ file: 'l', scenarios: ['exit/passed'] }, records)).to.deep.equal({
      file: 'l',
      owed: 1,
      missing: [],
    });
  });
});
