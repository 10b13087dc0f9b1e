import { expect } from 'chai';
import fc from 'fast-check';
import { anyLabel } from './arbitrary.contract.ts';
import { decide } from './decide.ts';
import { type DominanceWish, type DominantLabel, dominantLabel } from './dominant.ts';
import { cleared, harness, label, now, policy, worded } from './fixtures.contract.ts';
import type { Label } from './label.ts';
import { policiesOf } from './policies.ts';
import { check } from './property.contract.ts';
import { explain } from './reason.ts';

const a = harness.governing;
const edge = policiesOf(policy('edge/spif.xml'));
const wish: DominanceWish = { purpose: 'receive', now };

describe('dominantLabel', () => {
  it('has the highest classification and every restrictive and informative value', () => {
    const [one, other] = [label('A-S ALPHA'), label('A-S ALPHA+BRAVO')];
    const person = worded(a, { classification: 'UNCLASSIFIED', categories: { Admin: 'PERSONNEL' } });
    expect(said(dominant([label('A-U'), one, person, other]))).to.equal('SECRET ALPHA BRAVO PERSONNEL');
    expect(said(dominant([one, person], { informativeValues: 'leave-out' }))).to.equal('SECRET ALPHA');
    expect(dominant([one])).to.deep.equal({ kind: 'label', label: one });
  });

  it('has the releases that all labels have', () => {
    expect(said(dominant([label('A-S REL1+2'), label('A-S REL2+3')]))).to.equal('SECRET TWO');
  });

  it('asks where no release is common, or a label has none, unless it is told what to do', () => {
    const [one, three, plain] = [label('A-S REL1'), label('A-S REL3'), label('A-S')];
    const none = 'the labels have no value of `Releasable To` of `Releasable To` in common';
    expect([said(dominant([one, three])), said(dominant([one, plain]))]).to.deep.equal([none, none]);
    const narrow = { release: 'narrow' } as const;
    expect([said(dominant([one, three], narrow)), said(dominant([one, plain], narrow))]).to.deep.equal([
      none,
      'SECRET ONE',
    ]);
    const leaveOut = { release: 'leave-out' } as const;
    expect([said(dominant([one, three], leaveOut)), said(dominant([one, plain], leaveOut))]).to.deep.equal([
      'SECRET',
      'SECRET',
    ]);
  });

  it('asks for no labels, for two that are highest, and for what is not valid', () => {
    expect(dominant([])).to.deep.equal({
      kind: 'policy-decision-required',
      reasons: [{ kind: 'no-label' }],
    });
    const level = policy('rules/spif.xml');
    const [mid, top] = [
      worded(level, { classification: 'MID', categories: { Need: 'N1' } }),
      worded(level, { classification: 'HIGH', categories: { Need: 'N2', Context: 'C1' } }),
    ];
    const result = dominantLabel(policiesOf(level), [mid, top], level, wish);
    expect(said(result)).to.equal(
      'the policy does not allow this label: required-category: classification `HIGH`',
    );
    const equal = { ...mid, classification: { ...mid.classification, hierarchy: 3 } };
    expect(said(dominantLabel(policiesOf(level), [equal, top], level, wish))).to.equal(
      'none of `MID`, `HIGH` is the highest',
    );
  });

  it('takes every label as one policy has it, and asks where one has no equivalent', () => {
    expect(said(dominant([label('A-R'), label('B-S REL1')], { release: 'narrow' }))).to.equal('SECRET ONE');
    expect(said(dominant([label('A-R'), label('B-TS')]))).to.equal(
      'classification `SEALED` has no one equivalent in policy `HARNESS-A`',
    );
  });

  it('keeps a privacy mark that all have, and asks about two texts for one open value', () => {
    const eyes = label('A-S EYES ONLY');
    const marks = [dominant([eyes, eyes]), dominant([eyes, label('A-S')])].map(
      (one) => one.kind === 'label' && one.label.privacyMark,
    );
    expect(marks).to.deep.equal(['EYES ONLY', undefined]);
    const open = policy('open/spif.xml');
    const low = worded(open, { classification: 'LOW', categories: { Case: '12' } });
    const other = worded(open, { classification: 'LOW', categories: { Case: '13' } });
    const of = (...labels: Label[]) => dominantLabel(policiesOf(open), labels, open, wish);
    const same = of(low, low);
    expect(same.kind === 'label' && same.label.inputs).to.deep.equal(low.inputs);
    const count = worded(open, { classification: 'LOW', categories: { Note: '12' } });
    const both = of(low, count);
    expect(both.kind === 'label' && both.label.inputs).to.deep.equal([
      ...(low.inputs ?? []),
      ...(count.inputs ?? []),
    ]);
    expect(said(of(low, other))).to.equal(
      'the policy does not allow this label: user-input: `CASE NUMBER` of `Case`',
    );
    const review = worded(open, { classification: 'LOW', categories: { Review: '2027-01-31' } });
    const without = dominantLabel(policiesOf(open), [review], open, {
      ...wish,
      informativeValues: 'leave-out',
    });
    expect(without).to.deep.equal({ kind: 'label', label: worded(open, { classification: 'LOW' }) });
  });

  it('is handled by nobody who may not handle each of the labels, where higher stands for lower', () => {
    const labels = fc.array(anyLabel(edge.governing), { minLength: 1, maxLength: 4 });
    const release = fc.constantFrom('ask', 'narrow');
    const holder = fc.subarray([...edge.governing.index.categories.keys()]);
    const level = fc.constantFrom(
      ...edge.governing.classifications.map(({ classification }) => classification),
    );
    check(
      fc.property(labels, release, level, holder, (some, how, highest, held) => {
        const result = dominantLabel(edge, some, edge.governing, { ...wish, release: how });
        if (result.kind !== 'label') return result.reasons.length > 0;
        const clearance = {
          policy: edge.governing.oid,
          classifications: new Set([highest]),
          categories: new Set(held),
        };
        const may = (one: Label) => decide(one, [clearance], { classification: 'dominates' }).grant;
        return !may(result.label) || some.every(may);
      }),
    );
    expect(decide(label('A-S'), [cleared('S')]).grant).to.equal(true);
  });
});

function dominant(labels: readonly Label[], more: Partial<DominanceWish> = {}): DominantLabel {
  return dominantLabel(harness, labels, a, { ...wish, ...more });
}

function said(result: DominantLabel): string {
  if (result.kind !== 'label') return result.reasons.map(explain).join('; ');
  return [result.label.classification, ...result.label.categories].map(({ name }) => name).join(' ');
}
