import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { anyLabel } from './arbitrary.contract.ts';
import { decide } from './decide.ts';
import { sameLabel } from './equivalent.ts';
import { cleared, fixture, harness, label, now, policy, worded, words, yaml } from './fixtures.contract.ts';
import type { Label } from './label.ts';
import { type MappedLabel, mapLabel } from './map.ts';
import { policiesOf } from './policies.ts';
import type { Policy } from './policy.ts';
import { check } from './property.contract.ts';
import { readSpif } from './read-spif.ts';
import { explain } from './reason.ts';

const [source, target] = [policy('mapping/source.xml'), policy('mapping/target.xml')];
const both = policiesOf(target, source);
const [sourceSpif, targetSpif] = [
  fixture('policies/mapping/source.xml'),
  fixture('policies/mapping/target.xml'),
];
const originate = { purpose: 'originate', now } as const;
const receive = { purpose: 'receive', now } as const;
const [a, b] = [harness.governing, other(harness.all)];

describe('mapLabel', () => {
  describe('for every kind of equivalence', () => {
    const table = yaml(
      'policies/mapping/mappings.yaml',
      z.array(
        z.object({
          says: z.string(),
          label: words,
          both: z.string().optional(),
          originate: z.string().optional(),
          receive: z.string().optional(),
          findings: z.array(z.string()).default([]),
        }),
      ),
    );
    for (const row of table) {
      it(row.says, () => {
        const one = worded(source, row.label);
        const mapped = mapLabel(both, one, target, originate);
        expect(said(mapped)).to.equal(row.originate ?? row.both);
        expect(said(mapLabel(both, one, target, receive))).to.equal(row.receive ?? row.both);
        if (mapped.ok) expect(mapped.findings.map(({ kind }) => kind)).to.deep.equal(row.findings);
      });
    }
  });

  it('asks the entries for the other policy, whatever entries for a third one stand before them', () => {
    const third = { oid: '1.2.3', name: 'THIRD', fixUps: [] };
    const applied = ['originate', 'receive'] as const;
    const entries = a.classifications.map((entry) => ({
      ...entry,
      equivalents: [{ policy: third.oid, applied, lacv: 0n, fixUps: [] }, ...entry.equivalents],
    }));
    const index = {
      ...a.index,
      classifications: new Map(entries.map((entry) => [entry.classification.lacv, entry])),
    };
    const wider: Policy = { ...a, index, equivalentPolicies: [third, ...a.equivalentPolicies] };
    const one = label('A-S');
    expect(mapLabel(policiesOf(wider, b), one, b, originate)).to.deep.equal(
      mapLabel(harness, one, b, originate),
    );
    expect(mapLabel(policiesOf(wider, b), one, b, originate).ok).to.equal(true);
  });

  it('says of a choice that the SPIF leaves open which tag sets it is among', () => {
    const mapped = mapLabel(both, worded(source, { classification: 'AMBIGUOUS' }), target, originate);
    expect(mapped.ok && mapped.findings).to.deep.equal([
      { kind: 'ambiguous-fix-up', tagSets: ['Context', '1.3.6.1.4.1.32473.258.13.2'] },
    ]);
  });

  it('adds nothing for another policy, nothing of another kind, and all or one of the kind that is asked for', () => {
    const added = (from: string, to: string, words: object, targetText = targetSpif) => {
      const [one, there] = [sourceSpif.replace(from, to), targetText].map((text) => readSpif(text).policy);
      if (one === undefined || there === undefined) throw new Error('two policies are read');
      expect(sourceSpif).to.include(from);
      const mapped = mapLabel(policiesOf(one, there), worded(one, words), there, originate);
      return mapped.ok ? [...mapped.label.categories].map(({ name }) => name).toSorted() : said(mapped);
    };
    const nation = { classification: 'PLAIN', categories: { Nation: 'ONE' } };
    const forAbsent =
      '<equivalentSecurityCategoryTagSet policyRef="ABSENT"><requiredCategory operation="all"><categoryGroup tagSetRef="Need" tagType="restrictive" lacv="1"/></requiredCategory></equivalentSecurityCategoryTagSet>';
    expect(added('<equivalentSecurityCategoryTagSet policyRef="ABSENT"/>', forAbsent, nation)).to.deep.equal([
      'FROM SOURCE',
      'NATIONS',
      'UN',
    ]);
    const unclear = '<categoryGroup tagSetRef="Both Ways" tagType="enumerated" lacv="1"/>';
    const allOfOne =
      '<categoryGroup tagSetRef="Both Ways" tagType="enumerated" enumType="permissive" all="true"/>';
    expect(added(unclear, allOfOne, { classification: 'UNCLEAR' })).to.deep.equal(['FROM SOURCE', 'ONE']);
    const context = '<securityCategoryTag name="Context" tagType="enumerated" enumType="restrictive">';
    const beside =
      '<securityCategoryTag name="Beside" tagType="permissive"><tagCategory name="BESIDE" lacv="1"/></securityCategoryTag>';
    const otherKind = targetSpif.replace(context, `${beside}${context}`);
    expect(otherKind).not.to.equal(targetSpif);
    expect(added('SOURCE', 'SOURCE', { classification: 'FIXED' }, otherKind)).to.deep.equal([
      'EXERCISE',
      'FROM SOURCE',
    ]);
  });

  it('leaves out nothing that has an equivalent, where what has none may be left out', () => {
    check(
      fc.property(anyLabel(source), (one) => {
        const mapped = mapLabel(both, one, target, originate);
        if (!mapped.ok) return;
        expect(mapLabel(both, one, target, { ...originate, informative: 'discard' })).to.deep.equal(mapped);
      }),
    );
  });

  it('leaves a label of the policy itself as it is', () => {
    const one = label('A-S EYES ONLY');
    expect(mapLabel(harness, one, a, originate)).to.deep.equal({ ok: true, label: one, findings: [] });
  });

  it('has no mapping for a policy without equivalence, and none from a policy that is not loaded', () => {
    expect(said(mapLabel(both, worded(target, { classification: 'ONE' }), source, originate))).to.equal(
      'policy `TARGET` has no equivalence to policy `SOURCE`',
    );
    expect(
      said(mapLabel(policiesOf(target), worded(source, { classification: 'PLAIN' }), target, originate)),
    ).to.equal('policy `1.3.6.1.4.1.32473.258.12` has no equivalence to policy `TARGET`');
    expect(
      said(mapLabel(policiesOf(source, a), worded(source, { classification: 'PLAIN' }), a, receive)),
    ).to.equal('policy `SOURCE` has no equivalence to policy `HARNESS-A`');
  });

  it('leaves out what only informs, and keeps the privacy mark, where an administrator wishes it', () => {
    const kept = {
      ...worded(source, { classification: 'PLAIN', categories: { Note: 'KEPT' } }),
      privacyMark: 'X',
    };
    expect(said(mapLabel(both, kept, target, { ...originate, informative: 'refuse' }))).to.equal(
      '`KEPT` of `Note` has no equivalent in policy `TARGET`',
    );
    const left = mapLabel(both, kept, target, { ...originate, informative: 'discard', privacyMark: 'keep' });
    expect(left.ok && [said(left), left.label.privacyMark, left.findings]).to.deep.equal([
      'ONE FROM SOURCE',
      'X',
      [{ kind: 'discarded-informative', category: kept.categories[0] }],
    ]);
    const unmarked = { ...kept, categories: [] };
    const gone = mapLabel(both, unmarked, target, { ...originate, privacyMark: 'discard' });
    expect(gone.ok && gone.label.privacyMark).to.equal(undefined);
    const plain = worded(source, { classification: 'PLAIN' });
    expect(mapLabel(both, plain, target, { ...originate, privacyMark: 'keep' })).to.deep.equal(
      mapLabel(both, plain, target, originate),
    );
    const needed = worded(source, { classification: 'PLAIN', categories: { Need: 'NONE' } });
    expect(mapLabel(both, needed, target, { ...originate, informative: 'discard' }).ok).to.equal(false);
  });

  it('takes who stands between originator and receiver for one who received', () => {
    const mapped = (classification: string) =>
      said(mapLabel(both, worded(source, { classification }), target, { purpose: 'intermediary', now }));
    expect([mapped('RECEIVED'), mapped('SENT')]).to.deep.equal([
      'TWO FROM SOURCE',
      'classification `SENT` has no one equivalent in policy `TARGET`',
    ]);
  });

  it('maps U, R, C, S and REL ONE of HARNESS-A both ways, and neither TOP SECRET nor ALPHA', () => {
    const names = ['A-U', 'A-R', 'A-C', 'A-S', 'A-S REL1', 'A-TS', 'A-S ALPHA', 'A-S REL1+2', 'A unmarked'];
    expect(names.map((name) => said(mapLabel(harness, label(name), b, originate)))).to.deep.equal([
      'OPEN',
      'LIMITED',
      'GUARDED',
      'HIDDEN',
      'HIDDEN UN',
      'classification `TOP SECRET` has no one equivalent in policy `HARNESS-B`',
      '`ALPHA` of `Compartment` has no equivalent in policy `HARNESS-B`',
      '`TWO` of `Releasable To` has no equivalent in policy `HARNESS-B`',
      'classification `UNMARKED` has no one equivalent in policy `HARNESS-B`',
    ]);
    expect(
      ['B-U', 'B-S REL1', 'B-TS'].map((name) => said(mapLabel(harness, label(name), a, receive))),
    ).to.deep.equal([
      'UNCLASSIFIED',
      'SECRET ONE',
      'classification `SEALED` has no one equivalent in policy `HARNESS-A`',
    ]);
  });

  it('reads HARNESS-A with an equivalent for TOP SECRET, and with one for CONFIDENTIAL in one direction', () => {
    const withTs = policiesOf(policy('harness-a/spif-map-ts.xml'), b);
    const ts = worded(withTs.governing, { classification: 'TOP SECRET' });
    expect(said(mapLabel(withTs, ts, b, originate))).to.equal('SEALED');
    const oneWay = policiesOf(
      policy('harness-a/spif-c-encrypt-only.xml'),
      policy('harness-b/spif-c-encrypt-only.xml'),
    );
    const there = other(oneWay.all);
    const c = worded(oneWay.governing, { classification: 'CONFIDENTIAL' });
    expect(said(mapLabel(oneWay, c, there, originate))).to.equal('GUARDED');
    expect(
      said(mapLabel(oneWay, worded(there, { classification: 'GUARDED' }), oneWay.governing, receive)),
    ).to.equal('classification `GUARDED` has no one equivalent in policy `HARNESS-A`');
  });

  it('gives the same label back after going there and returning, or none', () => {
    check(
      fc.property(anyLabel(a), (one) => {
        const there = mapLabel(harness, one, b, originate);
        const back = there.ok ? mapLabel(harness, there.label, a, receive) : undefined;
        return back === undefined || (back.ok && sameLabel(back.label, one));
      }),
    );
  });

  // The property above can fail
  it('does not get a label back as it went where an equivalence is lossy', () => {
    const lossy = fixture('policies/harness-a/spif.xml').replace(
      'policyRef="HARNESS-B" lacv="4"',
      'policyRef="HARNESS-B" lacv="1"',
    );
    const policies = policiesOf(readSpif(lossy).policy, b);
    const secret = worded(policies.governing, { classification: 'SECRET' });
    const there = mapLabel(policies, secret, b, originate);
    const back = there.ok ? mapLabel(policies, there.label, policies.governing, receive) : there;
    expect(said(back)).to.equal('UNCLASSIFIED');
  });

  it('never grants over there what is denied here, for clearances that are equivalent', () => {
    const here = ['U', 'R', 'C', 'S', 'TS', 'REL1'];
    check(
      fc.property(anyLabel(a), fc.subarray(here, { minLength: 1 }), (one, held) => {
        const there = mapLabel(harness, one, b, originate);
        if (!there.ok || decide(one, [cleared(...held)]).grant) return true;
        return !decide(there.label, [cleared(...held.map((word) => `B-${word}`))]).grant;
      }),
    );
  });

  it('never throws, whatever the label', () => {
    check(
      fc.property(anyLabel(source), fc.constantFrom(originate, receive), (one, wish) => {
        const mapped = mapLabel(both, one, target, wish);
        return mapped.ok || mapped.reasons.length > 0;
      }),
    );
    const astray: Label = { ...label('A-S ALPHA'), policy: source.oid };
    expect(said(mapLabel(both, astray, target, originate))).to.equal(
      'classification `SECRET` has no one equivalent in policy `TARGET`; `ALPHA` of `Compartment` has no equivalent in policy `TARGET`',
    );
  });
});

function other(policies: readonly Policy[]): Policy {
  const found = policies[1];
  if (found === undefined) throw new Error('one policy only');
  return found;
}

function said(mapped: MappedLabel): string {
  if (!mapped.ok) return mapped.reasons.map(explain).join('; ');
  const of = [source, target, a, b].find(({ oid }) => oid === mapped.label.policy);
  const present = new Set(mapped.label.categories.map(({ name }) => name));
  const names = [...(of?.index.categories.keys() ?? [])]
    .map(({ name }) => name)
    .filter((name) => present.has(name));
  return [mapped.label.classification.name, ...names].join(' ');
}
