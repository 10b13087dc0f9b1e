import { expect } from 'chai';
import { clearanceCodecs, LabelError, readEssLabel, type WrittenCategory, writeEssLabel } from '#labels';
import { decide } from './decide.ts';
import { express, expressClearance } from './express.ts';
import {
  cleared,
  edge,
  edgeClearances,
  edgeClearanceText,
  edgeLabel,
  edgeVerdict,
  fixture,
  harness,
  label,
  nato,
  now,
  policy,
  readNato,
  vector,
  worded,
} from './fixtures.contract.ts';
import type { Label } from './label.ts';
import { mapLabel } from './map.ts';
import { mark } from './mark.ts';
import { markClearance } from './mark-clearance.ts';
import { policiesOf } from './policies.ts';
import { readSpif } from './read-spif.ts';
import { resolveClearance, resolveLabel } from './resolve.ts';
import { selectLabel } from './select.ts';
import { SpifError } from './spif/errors.ts';
import { validate } from './validate.ts';

const a = harness.governing;
const edgeText = fixture('policies/edge/spif.xml');
const wish = { purpose: 'receive', now } as const;

/** Each row is something that an implementation of labels got wrong, or does otherwise, and what is right. */
describe('the lessons of other implementations (F)', () => {
  it('F.1 tells permissive tags apart by themselves: equal names in two tag sets are two tags', () => {
    expect(edgeVerdict('l-p-two-sets', 'c-pA1')).to.equal('deny');
    expect(edgeVerdict('l-p-two-sets', 'c-pA1-B2')).to.equal('grant');
  });

  it('F.2 does not load a tag with an empty name', () => {
    expect(
      loading(edgeText.replace('securityCategoryTag name="Need"', 'securityCategoryTag name=""')),
    ).to.equal('spif-value');
  });

  it('F.3 denies a label with a category syntax that it does not know', () => {
    expect(edgeVerdict('l-unknown-syntax', 'c-full')).to.equal('unknown-part');
  });

  it('F.4 denies a 4774 label with an IntegerValue or a BitStringValue', () => {
    for (const name of ['bad-integervalue', 'bad-bitstringvalue'])
      expect(kinds(readNato(name, edge))).to.deep.equal(['unknown-part']);
  });

  it('F.5 reads no label with two classifications, and none that is not XML; a comment does not cut a value', () => {
    for (const name of ['bad-class-two', 'bad-dup-attr', 'bad-wellformed', 'bad-unbound-prefix'])
      expect([name, kinds(readNato(name, edge))]).to.deep.equal([name, ['unreadable-label']]);
    for (const name of ['ok-comment-in-value', 'ok-cdata'])
      expect(readNato(name, edge)).to.have.nested.property('classification.name', 'RESTRICTED');
  });

  it('F.6 denies a label without a classification, and stays alive', () => {
    expect(edgeVerdict('l-no-class', 'c-full')).to.equal('no-classification');
  });

  it('F.7 reads no label with trailing octets, a number that is not minimal or a privacy mark that is none', () => {
    for (const name of ['l-trailing', 'l-class-nonminimal', 'l-value81', 'l-pm-badutf8', 'l-pm-long'])
      expect([name, kinds(edgeLabel(name))]).to.deep.equal([name, ['unreadable-label']]);
  });

  it('F.8 reads no label with two privacy marks', () => {
    expect(kinds(edgeLabel('l-pm-both'))).to.deep.equal(['unreadable-label']);
  });

  it('F.9 takes a clearance without a classList as {unclassified}, and ignores classifications it does not know', () => {
    expect(edgeVerdict('l-class1', 'c-default')).to.equal('grant');
    expect(markClearance(edge.governing, one('c-unknown-class'))).to.equal('{RESTRICTED}');
  });

  it('F.10 keeps a clearance of which parts are unknown, without the parts', () => {
    expect(edgeVerdict('l-r8', 'c-unknown-value')).to.equal('grant');
    expect(edgeVerdict('l-class2', 'c-unknown-syntax')).to.equal('grant');
  });

  it('F.11 knows numbers over 64 bits and identifiers with arcs of 128', () => {
    expect(edgeVerdict('l-epbig', 'c-epbig')).to.equal('grant');
    expect(edgeVerdict('l-epbig', 'c-ep5')).to.equal('deny');
    expect(policy('edge/spif-uuid.xml').oid).to.equal('2.25.329800735698586629295641978511506172918');
  });

  it('F.12 writes every category, also where the SPIF names the syntax of STANAG 4774, and no empty set', () => {
    const nsab = policiesOf(
      readSpif(edgeText.replaceAll('2.16.840.1.101.2.1.8.3', '1.3.26.0.4774.5.24.1')).policy,
    );
    const written = readEssLabel(vector('l-mixed'));
    const mixed = known(resolveLabel(nsab, written));
    expect(sizes(readEssLabel(writeEssLabel(express(nsab.governing, mixed, 'numbers'))).categories)).to.equal(
      sizes(written.categories),
    );
    const plain = known(resolveLabel(nsab, readEssLabel(vector('l-class2'))));
    expect(writeEssLabel(express(nsab.governing, plain, 'numbers'))).to.equal(vector('l-class2'));
  });

  it('F.13 keeps the privacy mark when it writes', () => {
    const eyes = label('A-S EYES ONLY');
    expect(readEssLabel(writeEssLabel(express(a, eyes, 'numbers'))).privacyMark).to.equal('EYES ONLY');
  });

  it('F.14 holds labels to selections, required classifications, periods and what is obsolete', () => {
    const rules = policy('rules/spif.xml');
    const broken = (mode: 'read' | 'new', words: object) =>
      validate(rules, worded(rules, words), { mode, now }).violations.map(({ rule }) => rule);
    const low = (categories: object) => ({ classification: 'LOW', categories });
    expect([
      broken('read', low({ Release: ['R1', 'R2', 'R3'] })),
      broken('read', low({ Single: ['S1', 'S2'] })),
      broken('read', { classification: 'HIGH', categories: { Need: 'N1' } }),
      broken('read', low({ Need: 'HIGH ONLY' })),
      broken('read', low({ Need: 'NEXT' })),
      broken('new', low({ Need: 'PAST' })),
      broken('new', { classification: 'OLD' }),
    ]).to.deep.equal([
      ['max-selection'],
      ['single-selection'],
      ['min-selection'],
      ['required-class'],
      ['not-yet-valid'],
      ['no-longer-valid'],
      ['obsolete'],
    ]);
  });

  it('F.15 heeds roles, succession and the URI of a category', () => {
    const until = nato('HARNESS-A', 'SECRET', {
      succession: { at: '2026-01-01T00:00:00Z', successor: nato('HARNESS-A', 'RESTRICTED') },
    });
    const selected = selectLabel(harness, [{ role: 'originator', written: until }], wish);
    expect(selected).to.have.nested.property('label.classification.name', 'RESTRICTED');
    expect(selectLabel(harness, [{ role: 'metadata', written: until }], wish).ok).to.equal(false);
    expect(kinds(readNato('bad-uri-mismatch', edge))).to.deep.equal(['tag-set-mismatch']);
  });

  it('F.16 collapses blanks in names, and takes capitals for small letters where the policy does', () => {
    expect(readNato('ok-whitespace', edge)).to.have.nested.property('classification.name', 'RESTRICTED');
    expect(kinds(readNato('ok-case', edge))).to.deep.equal(['unknown-policy']);
  });

  it('F.17 maps as `applied` says, discards only what `action` discards, and denies what is not valid there', () => {
    const [source, target] = [policy('mapping/source.xml'), policy('mapping/target.xml')];
    const both = policiesOf(source, target);
    const mapped = (words: object, purpose: 'originate' | 'receive' | 'intermediary') =>
      mapLabel(both, worded(source, words), target, { purpose, now }).ok;
    const received = { classification: 'RECEIVED' };
    expect([
      mapped(received, 'originate'),
      mapped(received, 'receive'),
      mapped(received, 'intermediary'),
    ]).to.deep.equal([false, true, true]);
    expect(mapped({ classification: 'UNFIXED' }, 'originate')).to.equal(false);
    expect(loading(fixture('policies/open/spif.xml').replace('action="discard"', 'action="keep"'))).to.equal(
      'spif-value',
    );
  });

  it('F.18 joins nothing where a name is hidden, and keeps the classification whatever the SPIF says of itself', () => {
    const marks = policy('marks/spif.xml');
    expect(
      mark(marks, worded(marks, { classification: 'HIDDEN', categories: { Nation: 'ONE' } })).text,
    ).to.equal('[MARKS//FOR ONE]');
    const careful = edgeText.replace(
      '</spif:SPIF>',
      '<spif:markingData phrase="Handle with care"><spif:code>pageBottom</spif:code></spif:markingData></spif:SPIF>',
    );
    const { policy: edited } = readSpif(careful);
    expect(mark(edited, worded(edited, { classification: 'RESTRICTED' })).text).to.equal('EDGE RESTRICTED');
    const codes = careful.replace('>pageBottom<', '>marginalia<');
    expect(readSpif(codes).findings.map(({ code }) => code)).to.deep.equal(['unknown-marking-code']);
  });

  it('F.19 shows an empty list of classifications as one', () => {
    expect(markClearance(edge.governing, one('c-none'))).to.equal('{}');
  });

  it('F.20 takes an `enumType` that is left out of a reference where it is clear, and a tag without a name', () => {
    const text = edgeText
      .replace('securityCategoryTag name="Need"', 'securityCategoryTag')
      .replace(
        'name="N0" lacv="0"/>',
        'name="N0" lacv="0"><spif:excludedCategory tagSetRef="Enum P" tagType="enumerated" lacv="5"/></spif:tagCategory>',
      );
    expect(readSpif(text, 'lenient').findings.map(({ code }) => code)).to.deep.equal(['deviation']);
  });

  it('F.21 does not load a SPIF without a policy identifier, with end tags that do not match, or an unknown tag type', () => {
    expect([
      loading(edgeText.replace(' id="1.3.6.1.4.1.32473.9.1"', '')),
      loading(edgeText.replace('</spif:securityClassifications>', '</spif:classifications>')),
      loading(edgeText.replace('tagType="restrictive"', 'tagType="secret"')),
    ]).to.deep.equal(['spif-missing', 'spif-not-xml', 'spif-value']);
  });

  it('F.22 finds a tag set by its own name, never by the name of a tag', () => {
    expect(kinds(readNato('bad-tagname-is-tag-name', edge))).to.deep.equal(['unknown-tag-set']);
    expect(kinds(resolveLabel(edge, release('Release')))).to.deep.equal(['unknown-tag-set']);
    expect(kinds(resolveLabel(edge, release('Release A')))).to.deep.equal([]);
  });

  it('F.23 decides on an explicit list of classifications, and on nothing that a successor says', () => {
    expect(edgeVerdict('l-class2', 'c-6only')).to.equal('deny');
    const until = nato('HARNESS-A', 'RESTRICTED', {
      succession: { at: '2030-01-01T00:00:00Z', successor: nato('HARNESS-A', 'TOP SECRET') },
    });
    const selected = selectLabel(harness, [{ role: 'originator', written: until }], wish);
    expect(selected.ok && decide(selected.label, [cleared('R')]).grant).to.equal(true);
    expect(selected.ok && decide(selected.label, [cleared('TS')]).grant).to.equal(false);
  });

  it('F.24 takes no misprint for what was meant', () => {
    for (const name of ['bad-root', 'bad-type-value'])
      expect([name, kinds(readNato(name, edge))]).to.deep.equal([name, ['unreadable-label']]);
    expect(loading(edgeText.replace('tagType="restrictive"', 'tagType="Restrictive"'))).to.equal(
      'spif-value',
    );
  });

  it('F.25 asks for every holder by himself: what one may read says nothing about another', () => {
    const secret = label('A-S');
    const holders = [[cleared('S')], [cleared('R')], []];
    expect(holders.map((clearances) => decide(secret, clearances).grant)).to.deep.equal([true, false, false]);
  });

  it('F.26 grants nothing to a clearance for lower classifications than the label has', () => {
    expect(edgeVerdict('l-class6', 'c-012')).to.equal('deny');
  });

  it('F.27 reads a clearance without classList and categories, and says it again', () => {
    const { clearance } = resolveClearance(edge, clearanceCodecs.x501.read(edgeClearanceText('c-default')));
    const written =
      clearance && clearanceCodecs.x501.write(expressClearance(edge.governing, clearance, 'numbers'));
    expect(written).to.equal(edgeClearanceText('c-default'));
  });

  it('F.28 decides on explicit clearance lists, of several policies at once', () => {
    expect(decide(label('B-S'), [cleared('U'), cleared('B-S')]).grant).to.equal(true);
    expect(decide(label('A-S'), [cleared('U'), cleared('B-S')]).grant).to.equal(false);
  });

  it('F.29 does not load a SPIF of a namespace that somebody made up', () => {
    expect(
      loading(edgeText.replaceAll('http://www.xmlspif.org/spif', 'http://www.xmlspif.org/spif/3.0')),
    ).to.equal('spif-missing');
  });

  it('F.30 loads what is only untidy, with findings, and never a malformed identifier', () => {
    const untidy = edgeText
      .replace('name="EDGE"', 'name="EDGE&#13;&#10; "')
      .replace(' originatorDN="CN=Edge,O=Example"', '')
      .replace('name="N9" lacv="009"', 'name="N9" lacv="NINE"');
    const { policy: read, findings } = readSpif(untidy, 'lenient');
    expect([read.name, findings.map(({ code }) => code)]).to.deep.equal([
      'EDGE',
      ['text-lacv', 'untidy-name', 'deviation'],
    ]);
    expect(loading(untidy)).to.equal('spif-structure');
    expect(loading(edgeText.replace('1.3.6.1.4.1.32473.9.2.1', '1.3.6.1.4.1.32473.'))).to.equal('spif-value');
    expect(() =>
      writeEssLabel(
        express(read, worded(read, { classification: 'RESTRICTED', categories: { Need: 'N9' } }), 'numbers'),
      ),
    ).to.throw(LabelError);
  });
});

function release(name: string) {
  const category: WrittenCategory = { tagSet: { name }, kind: 'any-permissive', values: ['RA1'] };
  return { policy: { name: 'EDGE' }, classification: 'RESTRICTED', categories: [category], unread: [] };
}

function loading(text: string): string {
  try {
    readSpif(text);
    return 'loaded';
  } catch (error) {
    if (error instanceof SpifError) return error.code;
    throw error;
  }
}

function kinds(answer: ReturnType<typeof edgeLabel> | ReturnType<typeof resolveLabel>): string[] {
  if ('ok' in answer) return answer.ok ? [] : answer.reasons.map(({ kind }) => kind);
  return 'policy' in answer ? [] : answer.map(({ kind }) => kind);
}

function one(name: string) {
  const [clearance] = edgeClearances(name);
  if (clearance === undefined) throw new Error(`${name} grants nothing`);
  return clearance;
}

function known(resolved: ReturnType<typeof resolveLabel>): Label {
  if (resolved.ok) return resolved.label;
  throw new Error(JSON.stringify(resolved.reasons));
}

function sizes(categories: readonly WrittenCategory[]): number {
  return categories.reduce((sum, { values }) => sum + values.length, 0);
}
