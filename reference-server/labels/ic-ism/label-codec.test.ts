import { expect } from 'chai';
import fc from 'fast-check';
import { type Element, element } from '#xml';
import { answerOf, describeLabelCodec } from '../codec.contract.ts';
import type { WrittenLabel } from '../written-label.ts';
import { controls } from './attributes.ts';
import { icIsmLabelCodec } from './label-codec.ts';

const { namespace, name } = icIsmLabelCodec.element;

function label(attributes: Record<string, string>, children: Element['children'] = []): Element {
  return element(namespace, name, attributes, children);
}

function read(attributes: Record<string, string>, children?: Element['children']): unknown {
  return answerOf(() => icIsmLabelCodec.read(label(attributes, children)));
}

const secret: WrittenLabel = { classification: 'S', categories: [], unread: [] };

const token = fc.stringMatching(/^[A-Za-z0-9._:-]{1,8}$/);
const expressible: fc.Arbitrary<WrittenLabel> = fc
  .tuple(token, fc.subarray([...controls]), fc.array(token, { minLength: 1, maxLength: 4 }))
  .map(([classification, tagSets, values]) => ({
    classification,
    categories: tagSets.map(({ name: tagSet, kind }) => ({ tagSet: { name: tagSet }, kind, values })),
    unread: [],
  }));

describe('IC-ISM label codec', () => {
  describeLabelCodec(icIsmLabelCodec, [], expressible);
});

describe('icIsmLabelCodec.read', () => {
  it('reads the label of XEP-0258, and one with more controls', () => {
    expect(read({ classification: 'S', ownerProducer: 'USA', disseminationControls: 'FOUO' })).to.deep.equal({
      classification: 'S',
      categories: [
        { tagSet: { name: 'ownerProducer' }, kind: 'any-restrictive', values: ['USA'] },
        { tagSet: { name: 'disseminationControls' }, kind: 'any-restrictive', values: ['FOUO'] },
      ],
      unread: [],
    });
    expect(read({ classification: ' TS\n', releasableTo: 'USA  GBR USA' })).to.deep.equal({
      classification: 'TS',
      categories: [{ tagSet: { name: 'releasableTo' }, kind: 'any-permissive', values: ['USA', 'GBR'] }],
      unread: [],
    });
  });

  it('reads attributes in the namespace of IC-ISM, and not the same one in both', () => {
    expect(read({ '{urn:us:gov:ic:ism}classification': 'S' })).to.deep.equal(secret);
    expect(read({ '{urn:us:gov:ic:ism}classification': 'U', classification: 'S' })).to.equal(
      'label-structure: `classification` twice in an IC-ISM label',
    );
  });

  it('refuses one without one classification, with content, or with what it does not know', () => {
    expect([
      read({}),
      read({ classification: 'S U' }),
      read({ classification: '' }),
      read({ classification: 'S' }, ['S']),
      read({ classification: 'S', ownerProducer: 'U$A' }),
      read({ classification: 'S', declassDate: '2030-01-01' }),
      read({ '{urn:x}classification': 'S' }),
    ]).to.deep.equal([
      'label-structure: an IC-ISM label without one classification',
      'label-structure: an IC-ISM label without one classification',
      'label-structure: `` as `classification`',
      'label-structure: content in an IC-ISM label',
      'label-structure: `U$A` as `ownerProducer`',
      'label-structure: attribute `declassDate` of `icismlabel`',
      'label-structure: attribute `{urn:x}classification` of `icismlabel`',
    ]);
  });

  it('reads 256 words of an attribute and refuses 257, or more than 4096 characters', () => {
    const words = (count: number): string =>
      new Array(count)
        .fill(0)
        .map((_, index) => `W${index}`)
        .join(' ');
    const releasable = (releasableTo: string): unknown => read({ classification: 'S', releasableTo });
    expect(releasable(words(256))).to.have.property('classification', 'S');
    expect(releasable('USA'.padEnd(4096))).to.have.property('classification', 'S');
    expect([releasable(words(257)), releasable(' '.repeat(4097))]).to.deep.equal([
      'label-too-large: more than 256 words in `releasableTo`',
      'label-too-large: `releasableTo` of more than 4096 characters',
    ]);
  });
});

describe('icIsmLabelCodec.write', () => {
  it('writes 256 words, and 4096 characters', () => {
    const releasable = (values: readonly string[]): string | undefined =>
      icIsmLabelCodec.write({
        ...secret,
        categories: [{ tagSet: { name: 'releasableTo' }, kind: 'any-permissive', values }],
      }).attributes['releasableTo'];
    const words = new Array(256).fill(0).map((_, index) => `W${index}`);
    expect(releasable(words)).to.equal(words.join(' '));
    const long = new Array(64).fill(0).map((_, index) => `${index}`.padStart(63, 'W'));
    expect(releasable([...long.slice(1), 'W'.repeat(64)])).to.have.length(4096);
  });

  it('refuses what its attributes cannot say', () => {
    const category = (parts: Partial<WrittenLabel['categories'][number]>): WrittenLabel => ({
      ...secret,
      categories: [{ tagSet: { name: 'releasableTo' }, kind: 'any-permissive', values: ['USA'], ...parts }],
    });
    const labels: WrittenLabel[] = [
      { ...secret, policy: { name: 'X' } },
      { ...secret, privacyMark: 'EYES ONLY' },
      { ...secret, unread: [{ where: 'category 1', syntax: 'x' }] },
      { categories: [], unread: [] },
      { ...secret, classification: 4n },
      { ...secret, classification: 'TOP SECRET' },
      category({ tagSet: { name: 'Releasable To' } }),
      category({ tagSet: { oid: '1.2.3' } }),
      category({ tagSet: {} }),
      category({ tagSet: { name: 'releasableTo', oid: '1.2.3' } }),
      category({ kind: 'unsaid' }),
      category({ values: new Array(257).fill(0).map((_, index) => `W${index}`) }),
      category({ values: new Array(80).fill(0).map((_, index) => `${index}`.padStart(60, 'W')) }),
    ];
    expect(labels.map((one) => answerOf(() => icIsmLabelCodec.write(one)))).to.deep.equal([
      'label-inexpressible: a policy in an IC-ISM label',
      'label-inexpressible: a privacy mark in an IC-ISM label',
      'label-inexpressible: a part that was not read in an IC-ISM label',
      'label-inexpressible: `undefined` in an IC-ISM label',
      'label-inexpressible: `4` in an IC-ISM label',
      'label-inexpressible: `TOP SECRET` in an IC-ISM label',
      'label-inexpressible: tag set `Releasable To` in an IC-ISM label',
      'label-inexpressible: tag set `1.2.3` in an IC-ISM label',
      'label-inexpressible: tag set `` in an IC-ISM label',
      'label-inexpressible: tag set `1.2.3` in an IC-ISM label',
      'label-inexpressible: `releasableTo` as unsaid in an IC-ISM label',
      'label-inexpressible: so many words in an IC-ISM label',
      'label-inexpressible: so many words in an IC-ISM label',
    ]);
  });
});
