import { expect } from 'chai';
import fc from 'fast-check';
import { anyClearance } from './arbitrary.contract.ts';
import { cleared, harness, policy } from './fixtures.contract.ts';
import { markClearance } from './mark-clearance.ts';
import { check } from './property.contract.ts';

const a = harness.governing;
const marks = policy('marks/spif.xml');

describe('markClearance', () => {
  it('lists the classifications, the lowest first, and the categories as labels show them', () => {
    expect(markClearance(a, cleared('S', 'U', 'R'))).to.equal('{UNCLASSIFIED|RESTRICTED|SECRET}');
    expect(markClearance(a, cleared('S', 'REL2', 'REL1', 'ALPHA'))).to.equal(
      '{SECRET} REL TO ONE, TWO ALPHA',
    );
    expect(markClearance(a, cleared('S', 'REL1'), { language: 'fr' })).to.equal(
      '{SECRET} COMMUNICABLE À ONE',
    );
  });

  it('goes by the hierarchy of the policy, not by the order of its SPIF', () => {
    const reversed = { ...a, classifications: a.classifications.toReversed() };
    expect(markClearance(reversed, cleared('S', 'U', 'R'))).to.equal('{UNCLASSIFIED|RESTRICTED|SECRET}');
  });

  it('shows an empty list as one, not as the lowest classification', () => {
    expect(markClearance(a, cleared('ALPHA'))).to.equal('{} ALPHA');
    expect(
      markClearance(marks, { policy: marks.oid, classifications: new Set(), categories: new Set() }),
    ).to.equal('[{}]');
    const one = marks.tagSets[0]?.tags[0]?.values[0]?.category;
    const nation = { policy: marks.oid, classifications: new Set([]), categories: new Set(one && [one]) };
    expect(markClearance(marks, nation)).to.equal('[{}//FOR ONE]');
  });

  it('shows any clearance', () => {
    check(
      fc.property(anyClearance(marks), fc.string(), (one, language) =>
        /^\[\{.*\]$/s.test(markClearance(marks, one, { language })),
      ),
    );
  });
});
