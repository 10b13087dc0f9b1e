import { expect } from 'chai';
import type { WrittenLabel } from '#labels';
import { harness, label, nato, now } from './fixtures.contract.ts';
import { policiesOf } from './policies.ts';
import { explain } from './reason.ts';
import { type ArrivedLabel, type SelectedLabel, type SelectionWish, selectLabel } from './select.ts';

const wish: SelectionWish = { purpose: 'receive', now };
const [a, b = a] = harness.all;
const underB = policiesOf(b ?? harness.governing, harness.governing);

const aSecret = originator(nato('HARNESS-A', 'SECRET'));
const bSecret = nato('HARNESS-B', 'HIDDEN');
const bOpen = nato('HARNESS-B', 'OPEN');

describe('selectLabel', () => {
  it("takes the originator's label where it is of the governing policy, whatever stands beside it", () => {
    const expected = { ok: true, label: label('A-S'), from: 'originator', findings: [] };
    expect(selectLabel(harness, [aSecret], wish)).to.deep.equal(expected);
    expect(selectLabel(harness, [alternative(bSecret), aSecret], wish)).to.deep.equal(expected);
    const metadata: ArrivedLabel = { role: 'metadata', written: nato('HARNESS-A', 'UNCLASSIFIED') };
    expect(selectLabel(harness, [metadata, aSecret, metadata], wish)).to.deep.equal(expected);
    const trusted = { ...alternative(nato('HARNESS-A', 'UNCLASSIFIED')), trusted: true };
    expect(selectLabel(harness, [aSecret, trusted], wish)).to.deep.equal(expected);
  });

  it('takes an alternative of the governing policy that is what the policies make of the label', () => {
    expect(selectLabel(underB, [aSecret, alternative(bSecret)], wish)).to.deep.equal({
      ok: true,
      label: label('B-S'),
      from: 'alternative',
      findings: [],
    });
  });

  it('passes over alternatives of policies that are not loaded, and takes that of the governing one among others', () => {
    const strangers = [
      nato('X', 'SECRET'),
      nato('Y', 'SECRET'),
      { classification: 'SECRET', categories: [], unread: [] },
    ];
    const beside = [...strangers, ...strangers].map(alternative);
    expect(selectLabel(harness, [aSecret, ...beside], wish)).to.deep.include({ label: label('A-S') });
    const trusted = { ...alternative(nato('HARNESS-A', 'SECRET')), trusted: true };
    expect(selectLabel(harness, [originator(bSecret), alternative(bSecret), trusted], wish)).to.deep.equal({
      ok: true,
      label: label('A-S'),
      from: 'alternative',
      findings: [],
    });
  });

  it('says whose the two labels are', () => {
    const role = (labels: readonly ArrivedLabel[]): unknown => selectLabel(harness, labels, wish);
    expect([
      role([aSecret, aSecret]),
      role([aSecret, alternative(bSecret), alternative(bSecret)]),
    ]).to.deep.equal(
      ['originator', 'alternative'].map((whose) => ({
        ok: false,
        reasons: [{ kind: 'two-labels', role: whose }],
      })),
    );
  });

  it('takes the alternatives of a binding as arrived with the label', () => {
    const untrue = originator({ ...nato('HARNESS-A', 'SECRET'), alternatives: [bOpen] });
    expect(selectLabel(underB, [untrue], wish).ok).to.equal(false);
    expect(selectLabel(underB, [untrue], { ...wish, untrue: 'pass-over' })).to.deep.include({
      label: label('B-S'),
      from: 'mapping',
    });
    const bound = originator({ ...nato('HARNESS-A', 'SECRET'), alternatives: [bSecret] });
    expect(selectLabel(underB, [bound], wish)).to.deep.include({ label: label('B-S'), from: 'alternative' });
    const signed = {
      ...originator({ ...nato('HARNESS-A', 'SECRET'), alternatives: [bOpen] }),
      trusted: true,
    };
    expect(selectLabel(underB, [signed], wish)).to.deep.include({ label: label('B-U'), from: 'alternative' });
  });

  it('maps the label where there is no alternative, or one of another policy', () => {
    const expected = { ok: true, label: label('B-S'), from: 'mapping', findings: [] };
    expect(selectLabel(underB, [aSecret], wish)).to.deep.equal(expected);
    expect(selectLabel(underB, [aSecret, alternative(nato('ELSEWHERE', 'X'))], wish)).to.deep.equal(expected);
    expect(selectLabel(underB, [aSecret, alternative(nato('HARNESS-B', 'X'))], wish)).to.deep.equal(expected);
  });

  it('takes an alternative that is trusted, also where its own policies do not know the label', () => {
    const foreign = originator(nato('ELSEWHERE', 'X'));
    const trusted = { ...alternative(bOpen), trusted: true };
    const expected = { ok: true, label: label('B-U'), from: 'alternative', findings: [] };
    expect(selectLabel(underB, [foreign, trusted], wish)).to.deep.equal(expected);
    expect(selectLabel(underB, [aSecret, trusted], wish)).to.deep.equal(expected);
    expect(refusal(selectLabel(underB, [foreign, alternative(bOpen)], wish))).to.deep.equal([
      'policy `ELSEWHERE` is not loaded',
    ]);
  });

  it('refuses all for an alternative that is not true, or passes it over, and never uses it', () => {
    const lie = [aSecret, alternative(bOpen)];
    expect(refusal(selectLabel(underB, lie, wish))).to.deep.equal([
      'equivalent label `OPEN` is not what the policy makes of the label',
    ]);
    expect(selectLabel(underB, lie, { ...wish, untrue: 'pass-over' })).to.deep.equal({
      ok: true,
      label: label('B-S'),
      from: 'mapping',
      findings: [{ kind: 'equivalent-not-verified', label: 'OPEN' }],
    });
    const unmappable = [originator(nato('HARNESS-A', 'TOP SECRET')), alternative(bOpen)];
    for (const untrue of ['refuse', 'pass-over'] as const)
      expect(selectLabel(underB, unmappable, { ...wish, untrue }).ok).to.equal(false);
  });

  it('denies what has no equivalent, is unknown or not valid, with every reason', () => {
    expect(refusal(selectLabel(underB, [originator(nato('HARNESS-A', 'TOP SECRET'))], wish))).to.deep.equal([
      'classification `TOP SECRET` has no one equivalent in policy `HARNESS-B`',
    ]);
    expect(refusal(selectLabel(harness, [originator(nato('HARNESS-A', 'X'))], wish))).to.deep.equal([
      'classification `X` is not in the policy',
    ]);
    const invalid = {
      ...nato('HARNESS-A', 'UNCLASSIFIED'),
      categories: [{ tagSet: { name: 'Compartment' }, kind: 'unsaid', values: ['ALPHA'] }],
    } as const;
    expect(refusal(selectLabel(harness, [originator(invalid)], wish))).to.deep.equal([
      'the policy does not allow this label: excluded-class: `ALPHA` of `Compartment`',
    ]);
    expect(
      refusal(
        selectLabel(underB, [originator(nato('HARNESS-A', 'X')), alternative(nato('HARNESS-B', 'Y'))], wish),
      ),
    ).to.deep.equal(['classification `X` is not in the policy', 'classification `Y` is not in the policy']);
  });

  it('takes no label, two of one role, or alternatives alone for nothing, each with its reason', () => {
    expect(refusal(selectLabel(harness, [], wish))).to.deep.equal(['there is no label and no default label']);
    expect(refusal(selectLabel(harness, [{ role: 'metadata', written: bOpen }], wish))).to.deep.equal([
      'there is no label and no default label',
    ]);
    expect(refusal(selectLabel(harness, [aSecret, aSecret], wish))).to.deep.equal([
      'there are two labels of the originator',
    ]);
    expect(
      refusal(selectLabel(harness, [aSecret, alternative(bSecret), alternative(bSecret)], wish)),
    ).to.deep.equal(['there are two alternative labels of one policy']);
    expect(refusal(selectLabel(harness, [alternative(bSecret)], wish))).to.deep.equal([
      'there are alternative labels and none of the originator',
    ]);
  });

  it('takes the successor from its date on, and refuses a label whose dates cannot be read', () => {
    const at = '2026-11-15T12:00:00Z';
    const until = originator(
      nato('HARNESS-A', 'SECRET', { succession: { at, successor: nato('HARNESS-A', 'RESTRICTED') } }),
    );
    const before = new Date(now.getTime() - 1);
    expect(named(selectLabel(harness, [until], { ...wish, now: before }))).to.equal('SECRET');
    expect(named(selectLabel(harness, [until], wish))).to.equal('RESTRICTED');
    const odd = originator(nato('HARNESS-A', 'SECRET', { succession: { at: '?', successor: bSecret } }));
    expect(refusal(selectLabel(harness, [odd], wish))).to.deep.equal(['`?` is not a date']);
  });

  it('maps the label of the originator and never one that was mapped before: at home it is what it was', () => {
    const home = [aSecret, alternative(bSecret)];
    expect(named(selectLabel(harness, home, wish))).to.equal('SECRET');
    const c = nato('HARNESS-A', 'CONFIDENTIAL');
    expect(
      selectLabel(harness, [originator(bSecret), alternative(c)], { ...wish, untrue: 'pass-over' }),
    ).to.deep.include({
      label: label('A-S'),
      from: 'mapping',
    });
  });

  it('takes a label without a policy as one of the governing policy where that is wished for', () => {
    const anywhere = originator({ classification: 'SECRET', categories: [], unread: [] });
    expect(refusal(selectLabel(harness, [anywhere], wish))).to.deep.equal(['the label names no policy']);
    expect(selectLabel(harness, [anywhere], { ...wish, absentPolicy: 'governing' })).to.deep.equal({
      ok: true,
      label: label('A-S'),
      from: 'originator',
      findings: [],
    });
  });

  it('asks whether the policy is in force, as strictly as it is told to', () => {
    const past = { ...harness.governing, period: { notAfter: 0 } };
    const policies = policiesOf(past);
    expect(selectLabel(policies, [aSecret], wish).ok).to.equal(false);
    expect(selectLabel(policies, [aSecret], { ...wish, expiredPolicy: 'warn' }).ok).to.equal(true);
  });
});

function originator(written: WrittenLabel): ArrivedLabel {
  return { role: 'originator', written };
}

function alternative(written: WrittenLabel): ArrivedLabel {
  return { role: 'alternative', written };
}

function refusal(selected: SelectedLabel): string[] {
  return selected.ok ? [] : selected.reasons.map(explain);
}

function named(selected: SelectedLabel): string | undefined {
  return selected.ok ? selected.label.classification.name : undefined;
}
