import { expect } from 'chai';
import type { ScsRecord, ScsScriptRecord } from '../../harness/record/index.ts';
import { scsJunit } from './junit.ts';
import { scsSummary } from './summary.ts';

const script: ScsScriptRecord = {
  ...{ file: 'a.scs', hash: 'x', title: 'A', tags: [], warnings: [], outcome: 'passed', skipped: 0 },
  ...{ captured: {}, flips: [], wallMs: { median: 12.4, longest: 20 } },
  evidence: [{ n: 3, at: 1, who: 'Romeo', kind: 'received', raw: '<iq id="]]>"/>', line: 7 }],
};

const failed: ScsScriptRecord = { ...script, file: 'b.scs', outcome: 'failed', reason: 'line 7: no' };
const lost: ScsScriptRecord = { ...script, file: 'c.scs', outcome: 'inconclusive', reason: 'line 8: lost' };
const flipped: ScsScriptRecord = {
  ...{ ...script, file: 'd.scs' },
  warnings: [{ line: 3, sentence: 'odd' }],
  races: [{ first: 1, second: 2, expectations: [3], sentence: 'a race' }],
  flips: [{ play: 22, outcome: 'failed', reason: 'line 9: once', evidence: [] }],
};

const record = (...scripts: readonly ScsScriptRecord[]): ScsRecord => ({
  schema: 'cmbac/scs@1',
  target: { name: 'prosody', product: 'Prosody', version: '0.12.3' },
  ...{
    match: 'scansion',
    plays: 30,
    startedAt: '2026-11-22T09:00:00.000Z',
    wallMs: 2500,
    scripts,
    exitCode: 1,
  },
});

describe('scsSummary', () => {
  it('says what came of each script, why, how often otherwise, and what is odd', () => {
    expect(scsSummary(record(script, failed, lost, flipped), 'out').split('\n')).to.deep.equal([
      '',
      '✓ a.scs  A (12 ms)',
      '✕ b.scs  A (12 ms)',
      '    failed: line 7: no',
      '? c.scs  A (12 ms)',
      '    inconclusive: line 8: lost',
      '✓ d.scs  A (12 ms)',
      '    the 22nd time failed: line 9: once',
      '    odd: line 3: odd',
      '    race: a race',
      '',
      '1 of 4 scripts passed on Prosody 0.12.3 (scansion, 30 times each).',
      '2 passed, 1 failed, 1 inconclusive; 1 flip; one pass takes 50 ms of playing; all in 2.5 s',
      '',
      'record  out/scs.json',
      '',
    ]);
  });
});

describe('scsJunit', () => {
  it('has a case for each script, red where it failed or flipped, with what passed in its body', () => {
    const xml = scsJunit(record(script, failed, lost, flipped));
    expect(xml).to.contain('tests="4" failures="2" errors="1" skipped="0"');
    expect(xml).to.contain('<failure message="line 7: no" type="failed">');
    expect(xml).to.contain('<error message="line 8: lost" type="inconclusive">');
    expect(xml).to.contain('message="passed, and came to something else 1 times: line 9: once" type="flip"');
    expect(xml).to.contain('7: Romeo received <iq id="]]]]><![CDATA[>"/>');
    expect(xml).to.contain('a race');
  });
});
