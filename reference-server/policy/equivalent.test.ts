import { expect } from 'chai';
import { labelUnder, sameLabel, verifyEquivalent } from './equivalent.ts';
import { harness, label, now, policy, worded } from './fixtures.contract.ts';
import { policiesOf } from './policies.ts';

const [source, target] = [policy('mapping/source.xml'), policy('mapping/target.xml')];
const both = policiesOf(target, source);
const originate = { purpose: 'originate', now } as const;
const a = harness.governing;

describe('verifyEquivalent', () => {
  it('believes what the policy says itself, in whichever order', () => {
    expect(verifyEquivalent(harness, label('A-S'), label('B-S'), originate)).to.deep.equal({ ok: true });
    const [primary, claimed] = [
      worded(source, { classification: 'PLAIN', categories: { Need: 'DOUBLE' } }),
      worded(target, { classification: 'ONE', categories: { Need: ['FROM SOURCE', 'B', 'A'] } }),
    ];
    expect(verifyEquivalent(both, primary, claimed, originate)).to.deep.equal({ ok: true });
  });

  for (const [primary, claimed, text] of [
    ['A-S', 'B-U', 'OPEN'],
    ['A-S REL1', 'B-S', 'HIDDEN'],
    ['A-S', 'B-S REL1', 'HIDDEN UN'],
    ['A-TS', 'B-U', 'OPEN'],
    ['A-TS', 'B-TS', 'SEALED'],
  ] as const) {
    it(`does not believe that ${claimed} is ${primary}`, () => {
      expect(verifyEquivalent(harness, label(primary), label(claimed), originate)).to.deep.equal({
        ok: false,
        reasons: [{ kind: 'equivalent-not-verified', label: text }],
      });
    });
  }

  it('does not believe a label of a policy that is not loaded', () => {
    expect(verifyEquivalent(policiesOf(a), label('A-S'), label('B-S'), originate).ok).to.equal(false);
  });
});

describe('labelUnder', () => {
  const [, harnessB = a] = harness.all;

  it('gives what the policies make of the primary label, and the claims that are not true', () => {
    const { mapped, untrue } = labelUnder(
      harness,
      { primary: label('A-S'), equivalents: [label('B-U'), label('B-S')] },
      harnessB,
      originate,
    );
    expect(mapped).to.deep.equal({ ok: true, label: label('B-S'), findings: [] });
    expect(untrue).to.deep.equal([{ kind: 'equivalent-not-verified', label: 'OPEN' }]);
  });
});

describe('sameLabel', () => {
  it('tells policy, classification and categories apart, not privacy marks or order', () => {
    const one = label('A-S REL1 ALPHA');
    expect(sameLabel(one, { ...one, privacyMark: 'X', categories: [...one.categories].reverse() })).to.equal(
      true,
    );
    expect(sameLabel(one, { ...one, policy: '1.2.3' })).to.equal(false);
    expect(sameLabel(one, label('A-S REL1'))).to.equal(false);
    expect(sameLabel(label('A-S REL1'), label('A-S REL2'))).to.equal(false);
    expect(sameLabel(label('A-S'), label('A-R'))).to.equal(false);
    const open = policy('open/spif.xml');
    const noted = (count: string, number: string) =>
      worded(open, { classification: 'LOW', categories: { Note: count, Case: number } });
    expect(sameLabel(noted('1', '2'), noted('1', '2'))).to.equal(true);
    expect(sameLabel(noted('1', '2'), noted('2', '1'))).to.equal(false);
  });
});
