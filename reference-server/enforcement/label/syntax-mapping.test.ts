import { expect } from 'chai';
import type { Label } from '#policy';
import { message, type RulesWish, rules } from '../rules.fixture.ts';
import { labelArrival } from './label-arrival.ts';
import { inWordsOf, type SyntaxMapping } from './syntax-mapping.ts';

const mapping: SyntaxMapping = {
  policy: { name: 'HARNESS-A' },
  classifications: new Map([
    ['U', 'UNCLASSIFIED'],
    ['S', 'SECRET'],
  ]),
  categories: new Map([['releasableTo', { tagSet: 'Releasable To', values: new Map([['USA', 'ONE']]) }]]),
  ignored: new Map([['ownerProducer', new Set(['USA'])]]),
};
const syntaxes = new Map([['ic-ism', mapping]]);

/** What counts for a message with this in its `<label/>`: classification and categories, or the refusal. */
function counts(attributes: string, wish: RulesWish = {}): unknown {
  const label = `<label><icismlabel xmlns='http://example.gov/IC-ISM/0' ${attributes}/></label>`;
  const stanza = message(`<securitylabel xmlns='urn:xmpp:sec-label:0'>${label}</securitylabel>`);
  const ruling = labelArrival({ stanza, sender: stanza.from }, rules(wish));
  return ruling.allowed ? words(ruling.message.label) : [ruling.kind, ruling.reasons.map(({ kind }) => kind)];
}

function words({ classification, categories }: Label): string {
  return [classification, ...categories].map(({ name }) => name).join(' ');
}

describe('a label in a syntax that names no policy', () => {
  it('is of an unknown syntax until a deployment says what its words mean', () => {
    expect(counts("classification='S'")).to.deep.equal(['denied', ['unknown-part']]);
    expect(counts("classification='S' ownerProducer='USA'", { syntaxes })).to.equal('SECRET');
    expect(counts("classification='S' releasableTo='USA'", { syntaxes })).to.equal('SECRET ONE');
  });

  it('is refused for one word that has no meaning', () => {
    expect(
      [
        "classification='TS'",
        "classification='TS' releasableTo='FRA'",
        "classification='S' releasableTo='USA FRA'",
        "classification='S' ownerProducer='USA GBR'",
        "classification='S' disseminationControls='NF'",
      ].map((attributes) => counts(attributes, { syntaxes })),
    ).to.deep.equal([
      ['denied', ['unknown-classification']],
      ['denied', ['unknown-classification', 'unknown-value']],
      ['denied', ['unknown-value']],
      ['denied', ['unknown-value']],
      ['denied', ['unknown-value']],
    ]);
    expect(counts("classification=''", { syntaxes })).to.deep.equal(['malformed', ['unreadable-label']]);
  });
});

describe('inWordsOf', () => {
  it('knows no number, and no tag set without a name', () => {
    const label = { classification: 4n, categories: [], unread: [] };
    expect(inWordsOf(mapping, label)).to.deep.equal({
      ok: false,
      reasons: [{ kind: 'unknown-classification', classification: '4' }],
    });
    const category = { tagSet: { oid: '1.2' }, kind: 'unsaid', values: [1n] } as const;
    expect(inWordsOf(mapping, { ...label, classification: 'S', categories: [category] })).to.deep.equal({
      ok: false,
      reasons: [{ kind: 'unknown-value', tagSet: '', value: '1' }],
    });
  });

  it('refuses a label that is released to others alone, though they are ignored beside those it knows', () => {
    const ignored = new Map(mapping.ignored).set('releasableTo', new Set(['GBR']));
    const released = (values: readonly string[], categories = mapping.categories): unknown => {
      const category = { tagSet: { name: 'releasableTo' }, kind: 'any-permissive', values } as const;
      const label = { classification: 'S', categories: [category], unread: [] };
      const words = inWordsOf({ ...mapping, categories, ignored }, label);
      return words.ok ? words.written.categories.map((each) => each.values) : words.reasons;
    };
    expect(released(['USA', 'GBR'])).to.deep.equal([['ONE']]);
    expect(released(['GBR'])).to.deep.equal([
      { kind: 'unknown-value', tagSet: 'releasableTo', value: 'GBR' },
    ]);
    // Where the policy knows no release at all, the deployment says that it says nothing
    expect(released(['GBR'], new Map())).to.deep.equal([]);
  });

  it('leaves out a tag set of which nothing is left', () => {
    const both = new Map(mapping.categories).set('ownerProducer', { tagSet: 'Admin', values: new Map() });
    const category = { tagSet: { name: 'ownerProducer' }, kind: 'any-restrictive', values: ['USA'] } as const;
    const label = { classification: 'S', categories: [category], unread: [] };
    expect(inWordsOf({ ...mapping, categories: both }, label)).to.deep.equal({
      ok: true,
      written: { policy: { name: 'HARNESS-A' }, classification: 'SECRET', categories: [], unread: [] },
    });
  });
});
