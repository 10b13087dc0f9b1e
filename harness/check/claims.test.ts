import { expect } from 'chai';
import type { CheckRow } from '../record/index.ts';
import { features } from '../targets/index.ts';
import { claimRow } from './claims.ts';
import { featureProbes } from './features.ts';
import { exitCodeOf, verdictOf } from './verdict.ts';

describe('claimRow', () => {
  for (const claimed of ['yes', 'no', 'unknown'] as const)
    for (const seen of ['yes', 'no', 'cannot be seen'] as const) {
      const differs = claimed !== 'unknown' && seen !== 'cannot be seen' && seen !== claimed;
      const open = claimed === 'unknown' && seen !== 'cannot be seen';
      const word = differs ? 'a misclaim' : open ? 'suggested' : 'as it is';
      it(`takes claimed ${claimed}, seen ${seen} as ${word}`, () => {
        expect(claimRow('carbons', claimed, { seen, how: 'looked' })).to.deep.equal({
          ...{ name: 'carbons', claimed, seen, how: 'looked' },
          ...(differs && { kind: 'claim' }),
          ...(open && { suggests: `carbons: ${seen}` }),
        });
      });
    }
});

describe('featureProbes', () => {
  it('has a probe for every feature that a description may claim', () => {
    expect(Object.keys(featureProbes)).to.have.members(Object.keys(features));
  });
});

describe('verdictOf', () => {
  const row = (group: CheckRow['group'], mark: CheckRow['mark'], seen = ''): CheckRow => ({
    ...{ group, mark, seen, name: 'something' },
  });
  const reached = row('reach', 'yes');
  const misclaim = { name: 'catalog', claimed: 'yes', seen: 'no', how: '', kind: 'claim' } as const;
  const cases = [
    ['nothing answers', [row('reach', 'no')], [], 'not reached', 4],
    ['one way in of two answers', [reached, row('reach', 'no')], [], 'not in order', 1],
    ['nonsense gets success', [reached, row('honesty', 'no')], [misclaim], 'claims not trustworthy', 1],
    ['a stranger gets in', [reached, row('login', 'no', 'success')], [], 'claims not trustworthy', 1],
    ['it has no mechanism of ours', [reached, row('login', 'no', 'GSSAPI')], [], 'not in order', 1],
    ['a claim is wrong', [reached, row('tls', 'no')], [misclaim], 'misclaim', 1],
    ['some rows decide nothing', [reached, row('honesty', 'unknown')], [], 'as claimed', 0],
  ] as const;
  for (const [what, rows, claims, verdict, exitCode] of cases)
    it(`is ${verdict} where ${what}`, () => {
      expect(verdictOf(rows, claims)).to.equal(verdict);
      expect(exitCodeOf(verdict)).to.equal(exitCode);
    });
});
