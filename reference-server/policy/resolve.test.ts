import { expect } from 'chai';
import type { WrittenCategory, WrittenLabel } from '#labels';
import { sameLabel } from './equivalent.ts';
import { express, expressClearance } from './express.ts';
import { fixture, harness, label, policy, read, readX501, worded } from './fixtures.contract.ts';
import type { Label } from './label.ts';
import { policiesOf } from './policies.ts';
import { readSpif } from './read-spif.ts';
import { resolveClearance, resolveLabel } from './resolve.ts';

const a = harness.governing;
const edge = policiesOf(policy('edge/spif.xml'));
const secret: WrittenLabel = { policy: { oid: a.oid }, classification: 'SECRET', categories: [], unread: [] };

describe('resolveLabel', () => {
  it('takes a number and a name for the same classification and category', () => {
    const numbers: WrittenCategory = { tagSet: { oid: `${a.oid}.2` }, kind: 'restrictive', values: [0n] };
    const names: WrittenCategory = {
      tagSet: { name: ' Compartment ' },
      kind: 'any-restrictive',
      values: ['ALPHA'],
    };
    const byNumber = resolved({ ...secret, classification: 4n, categories: [numbers] });
    const byName = resolved({ ...secret, policy: { name: 'HARNESS-A' }, categories: [names] });
    expect(byNumber.classification).to.equal(byName.classification);
    expect(byNumber.categories[0]).to.equal(byName.categories[0]);
  });

  it('joins what is written about one tag set in two places, and keeps the privacy mark', () => {
    expect(label('A-S REL1+2 (split)').categories).to.deep.equal(label('A-S REL1+2').categories);
    expect(label('A-S EYES ONLY').privacyMark).to.equal('EYES ONLY');
  });

  it('drops nothing: a label with parts that are not known is no label, and every part is named', () => {
    const categories: WrittenCategory[] = [
      { tagSet: { oid: '1.2.3' }, kind: 'restrictive', values: [] },
      { tagSet: {}, kind: 'restrictive', values: [] },
      { tagSet: { oid: `${a.oid}.2`, name: 'Admin' }, kind: 'restrictive', values: [0n] },
      { tagSet: { name: 'Compartment' }, kind: 'permissive', values: [0n] },
      { tagSet: { name: 'Compartment' }, kind: 'any-permissive', values: [] },
      { tagSet: { name: 'Releasable To' }, kind: 'any-permissive', values: [9n, 'ONE', 'one'] },
    ];
    const unread = [{ where: 'category 7', syntax: '1.2.4' }];
    expect(resolveLabel(harness, { ...secret, classification: 77n, categories, unread })).to.deep.equal({
      ok: false,
      reasons: [
        { kind: 'unknown-classification', classification: '77' },
        { kind: 'unknown-part', part: 'category 7 (syntax `1.2.4`)' },
        { kind: 'unknown-tag-set', tagSet: '1.2.3' },
        { kind: 'unknown-tag-set', tagSet: '' },
        { kind: 'tag-set-mismatch', oid: `${a.oid}.2`, name: 'Admin' },
        { kind: 'tag-kind-mismatch', tagSet: 'Compartment', written: 'permissive' },
        { kind: 'tag-kind-mismatch', tagSet: 'Compartment', written: 'any-permissive' },
        { kind: 'unknown-value', tagSet: 'Releasable To', value: '9' },
        { kind: 'unknown-value', tagSet: 'Releasable To', value: 'one' },
      ],
    });
  });

  it('passes over a syntax that an administrator knows to be informative, and nothing that has no identifier', () => {
    const unread = [{ where: 'category 1', syntax: '1.2.3' }];
    expect(resolveLabel(harness, { ...secret, unread }).ok).to.equal(false);
    expect(resolveLabel(harness, { ...secret, unread }, { informativeSyntaxes: ['1.2.3'] }).ok).to.equal(
      true,
    );
    expect(resolveLabel(harness, { ...secret, unread }, { informativeSyntaxes: ['1.2'] }).ok).to.equal(false);
    const known = (syntax: string): boolean =>
      resolveLabel(
        harness,
        { ...secret, unread: [{ where: 'category 1', syntax }] },
        {
          informativeSyntaxes: [syntax],
        },
      ).ok;
    expect(
      ['2.16.840.1', '1.2', '3.1', 'IntegerValue', '{urn:x}V1.2', '1.2{urn:x}', '1'].map(known),
    ).to.deep.equal([true, true, false, false, false, false, false]);
  });

  it('does not guess which of two values a number means', () => {
    const text = fixture('policies/edge/spif.xml').replace(
      'name="Twin 2" tagType="permissive"><spif:tagCategory name="T3" lacv="3"',
      'name="Twin 2" tagType="restrictive"><spif:tagCategory name="T3" lacv="1"',
    );
    const policies = policiesOf(readSpif(text).policy);
    const twin = { ...secret, policy: { name: 'EDGE' }, classification: 1n };
    const of = (kind: WrittenCategory['kind']) =>
      resolveLabel(policies, { ...twin, categories: [{ tagSet: { name: 'Twin' }, kind, values: [1n] }] });
    expect(of('unsaid')).to.deep.equal({
      ok: false,
      reasons: [{ kind: 'unknown-value', tagSet: 'Twin', value: '1' }],
    });
    expect(of('any-restrictive')).to.have.nested.property('label.categories[0].name', 'T3');
    expect(of('any-permissive')).to.have.nested.property('label.categories[0].name', 'T1');
    expect(of('restrictive')).to.have.nested.property('label.categories[0].name', 'T3');
  });

  it('does not take a name of two values for the text of an open one, nor a text for one of another kind', () => {
    const text = fixture('policies/edge/spif.xml').replace(
      'tagType="permissive"><spif:tagCategory name="T3" lacv="3"/><spif:tagCategory name="T4" lacv="4"/>',
      'tagType="restrictive"><spif:tagCategory name="T1" lacv="3"/><spif:tagCategory name="T4" lacv="4" userInput="string"/>',
    );
    const policies = policiesOf(readSpif(text).policy);
    const of = (kind: WrittenCategory['kind'], value: string) =>
      resolveLabel(policies, {
        ...secret,
        policy: { name: 'EDGE' },
        classification: 1n,
        categories: [{ tagSet: { name: 'Twin' }, kind, values: [value] }],
      });
    expect(of('unsaid', 'Anne')).to.have.nested.property('label.inputs[0].text', 'Anne');
    expect([of('unsaid', 'T1'), of('permissive', 'Anne')]).to.deep.equal(
      ['T1', 'Anne'].map((value) => ({
        ok: false,
        reasons: [{ kind: 'unknown-value', tagSet: 'Twin', value }],
      })),
    );
  });

  it('has the classification that the policy lays down for a label without one, and refuses it elsewhere', () => {
    expect(label('A no class').classification.name).to.equal('UNMARKED');
    expect(read('edge no class', edge)).to.deep.equal([{ kind: 'no-classification' }]);
  });

  it('refuses a label without a policy, unless it is told to take it as one of the governing policy', () => {
    const anywhere: WrittenLabel = { classification: 'SECRET', categories: [], unread: [] };
    expect(resolveLabel(harness, anywhere)).to.deep.equal({ ok: false, reasons: [{ kind: 'no-policy' }] });
    const taken = resolveLabel(harness, anywhere, { absentPolicy: 'governing' });
    expect(taken.ok && taken.label).to.deep.equal(label('A-S'));
  });

  it('tells names apart by case, unless the policy says otherwise', () => {
    const small = { ...secret, policy: { name: 'harness-a' }, classification: ' secret' };
    expect(resolveLabel(harness, small)).to.deep.equal({
      ok: false,
      reasons: [{ kind: 'unknown-policy', policy: 'harness-a' }],
    });
    const policies = policiesOf(policy('harness-a/spif-ignore-case.xml'));
    const categories: WrittenCategory[] = [
      { tagSet: { name: 'releasable to' }, kind: 'unsaid', values: ['one'] },
    ];
    const { classification, categories: known } = resolved({ ...small, categories }, policies);
    expect([classification.name, known[0]?.name]).to.deep.equal(['SECRET', 'ONE']);
    const numbers: WrittenCategory[] = [{ tagSet: { oid: `${a.oid}.1` }, kind: 'unsaid', values: [1n] }];
    expect(
      resolved({ ...secret, classification: 4n, categories: numbers }, policies).categories,
    ).to.deep.equal(known);
  });
});

describe('resolveClearance', () => {
  it('grants what is known, and reports what is not', () => {
    const written = {
      policy: { oid: a.oid },
      classifications: [1n, 'SECRET', 77n],
      categories: [{ tagSet: { name: 'Compartment' }, kind: 'unsaid', values: ['ALPHA', 'OMEGA'] } as const],
      unread: [{ where: 'category 2', syntax: '1.2.4' }],
    };
    const { clearance, findings } = resolveClearance(harness, written);
    expect([...(clearance?.classifications ?? [])].map(({ name }) => name)).to.deep.equal([
      'UNCLASSIFIED',
      'SECRET',
    ]);
    expect([...(clearance?.categories ?? [])].map(({ name }) => name)).to.deep.equal(['ALPHA']);
    expect(findings).to.deep.equal([
      { kind: 'unknown-part', part: 'category 2 (syntax `1.2.4`)' },
      { kind: 'unknown-classification', classification: '77' },
      { kind: 'unknown-value', tagSet: 'Compartment', value: 'OMEGA' },
    ]);
  });

  it('grants nothing for a policy that is not loaded', () => {
    const written = { policy: { oid: '1.2.3' }, classifications: [1n], categories: [], unread: [] };
    expect(resolveClearance(harness, written)).to.deep.equal({
      clearance: undefined,
      findings: [{ kind: 'unknown-policy', policy: '1.2.3' }],
    });
    expect(readX501('not base64', harness)).to.deep.equal([]);
  });
});

describe('express', () => {
  it('says a label so that it is understood as it was meant, by numbers and by names', () => {
    for (const name of ['A-U', 'A-S EYES ONLY', 'A-S REL1 ALPHA', 'A-S REL2+3', 'A-S ALPHA+BRAVO']) {
      for (const vocabulary of ['numbers', 'names'] as const) {
        const again = resolved(express(a, label(name), vocabulary));
        expect(sameLabel(again, label(name))).to.equal(true);
        expect(again.privacyMark).to.equal(label(name).privacyMark);
      }
    }
  });

  it('names policy and tag sets by OID and by name, and an informative bit string as one', () => {
    const [one] = edge.all;
    const written = express(
      one ?? a,
      worded(edge.governing, { classification: 'INTERNAL', categories: { 'Info Bits': 'IB4' } }),
      'numbers',
    );
    expect(written).to.deep.equal({
      policy: { oid: '1.3.6.1.4.1.32473.9.1', name: 'EDGE' },
      classification: 6n,
      categories: [
        {
          tagSet: { oid: '1.3.6.1.4.1.32473.9.2.7', name: 'Info Bits' },
          kind: 'informative',
          values: [4n],
          asBits: true,
        },
      ],
      unread: [],
    });
  });

  it('says a clearance so that it is understood as it was meant', () => {
    const [clearance] = readX501(
      'MDgGCysGAQQBgf1ZggIBAwIDeDElMCOACmCGSAFlAgEIAwGhFTATBgwrBgEEAYH9WYICAQExAwIBAQ==',
      harness,
    );
    if (clearance === undefined) throw new Error('the clearance up to SECRET with ONE is not understood');
    for (const vocabulary of ['numbers', 'names'] as const) {
      expect(resolveClearance(harness, expressClearance(a, clearance, vocabulary))).to.deep.equal({
        clearance,
        findings: [],
      });
    }
  });
});

function resolved(written: WrittenLabel, policies = harness): Label {
  const known = resolveLabel(policies, written);
  if (known.ok) return known.label;
  throw new Error(JSON.stringify(known.reasons));
}
