import { expect } from 'chai';
import fc from 'fast-check';
import { type Element, element, parseDocument, serialize } from '#xml';
import { answerOf, describeLabelCodec, onlyLabelErrors } from '../codec.contract.ts';
import { labelFixtures, stanag4774Fixtures } from '../fixtures.contract.ts';
import { saySame } from '../same-label.ts';
import type { ConfidentialityLabel, WrittenCategory, WrittenLabel } from '../written-label.ts';
import { confidentialityLabel, plain } from './arbitrary.contract.ts';
import { readStanag4774Document, stanag4774AlternativeCodec, stanag4774LabelCodec } from './label-codec.ts';
import { confidentialityLabelNamespace as namespace } from './namespaces.ts';
import { readConfidentialityLabel } from './read-label.ts';
import { writeConfidentialityLabel } from './write-label.ts';

const secret = plain();
const { metadata4774 } = secret;

/** The children of an element written out. */
function inside(xml: string): Element['children'] {
  return parseDocument(`<label xmlns='${namespace}'>${xml}</label>`).children;
}

const information =
  "<ConfidentialityInformation><PolicyIdentifier URI='urn:oid:1.2.3'>P</PolicyIdentifier><Classification>C</Classification>";
const created = '<CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime>';

describe('STANAG 4774 label codec', () => {
  describeLabelCodec(
    stanag4774LabelCodec,
    [
      {
        name: 'a label with a part of each kind',
        wire: inside(`${information}<PrivacyMark> EYES  ONLY </PrivacyMark>
          <Category Type='RESTRICTIVE' TagName='Compartment'/>
          <Category Type='PERMISSIVE' TagName='Releasable To' URI='urn:oid:1.2.4'>
            <GenericValue>ONE</GenericValue> <GenericValue> TWO</GenericValue></Category>
          <Category Type='INFORMATIVE' TagName='Admin'><IntegerValue>1</IntegerValue></Category>
          </ConfidentialityInformation>
          <OriginatorID IDType='jID'>juliet@a.test</OriginatorID>${created}
          <SuccessionHandling><SuccessionDateTime>2030-01-01T00:00:00Z</SuccessionDateTime>
          <SuccessorConfidentialityLabel>${information}</ConfidentialityInformation>${created}
          </SuccessorConfidentialityLabel></SuccessionHandling>`),
        label: {
          policy: { oid: '1.2.3', name: 'P' },
          classification: 'C',
          privacyMark: ' EYES  ONLY ',
          categories: [
            { tagSet: { name: 'Compartment' }, kind: 'any-restrictive', values: [] },
            {
              tagSet: { oid: '1.2.4', name: 'Releasable To' },
              kind: 'any-permissive',
              values: ['ONE', ' TWO'],
            },
            { tagSet: { name: 'Admin' }, kind: 'informative', values: [] },
          ],
          unread: [{ where: 'category 3', syntax: 'IntegerValue' }],
          metadata4774: {
            role: 'originator',
            created: '2026-01-01T00:00:00Z',
            originator: { type: 'jID', value: 'juliet@a.test' },
            succession: {
              at: '2030-01-01T00:00:00Z',
              successor: {
                policy: { oid: '1.2.3', name: 'P' },
                classification: 'C',
                categories: [],
                unread: [],
                metadata4774: { role: 'originator', created: '2026-01-01T00:00:00Z' },
              },
            },
          },
        },
      },
    ],
    confidentialityLabel('originator'),
  );

  for (const { name, xml, error, finding } of stanag4774Fixtures()) {
    if (error !== undefined) {
      it(`refuses ${name}`, () => {
        expect(onlyLabelErrors(() => readStanag4774Document(xml))).to.include({
          name: 'LabelError',
          code: error,
        });
      });
    } else {
      it(`reads ${name}${finding === undefined ? '' : ` with the finding ${finding}`}`, () => {
        const label = readStanag4774Document(xml);
        const found = label.findings?.map(({ kind }) => kind);
        expect(found).to.deep.equal(finding === undefined ? undefined : [finding]);
        if (label.unread.length === 0) {
          expect(saySame(readConfidentialityLabel(writeConfidentialityLabel(label)), label)).to.be.true;
        }
      });
    }
  }

  for (const { name, stanag4774 } of labelFixtures()) {
    if (stanag4774 === undefined) continue;
    it(`reads ${name}, and writes it as it came`, () => {
      const label = stanag4774LabelCodec.read(parseDocument(stanag4774));
      expect(label).not.to.have.property('findings');
      expect(serialize(stanag4774LabelCodec.write(label)).replaceAll('"', "'")).to.equal(stanag4774);
    });
  }
});

describe('STANAG 4774 alternative label codec', () => {
  describeLabelCodec(stanag4774AlternativeCodec, [], confidentialityLabel('alternative'));
});

describe('readConfidentialityLabel', () => {
  const root = (
    name: string,
    attributes = {},
    children = inside(`${information}</ConfidentialityInformation>${created}`),
  ) => element(namespace, name, attributes, children);

  it('tells the roles apart, and takes the name of the first edition as the originator', () => {
    const names = ['originator', 'alternative', 'metadata'].map((role) => `${role}ConfidentialityLabel`);
    expect(
      [...names, 'ConfidentialityLabel'].map(
        (name) => readConfidentialityLabel(root(name)).metadata4774.role,
      ),
    ).to.deep.equal(['originator', 'alternative', 'metadata', 'originator']);
  });

  it('keeps what others add', () => {
    const foreign = element('urn:x', 'Marking', {}, ['Handle with care']);
    const label: ConfidentialityLabel = {
      ...secret,
      metadata4774: {
        ...metadata4774,
        id: 'l1',
        attributes: { '{urn:x}a': '1', lang: 'en' },
        extensions: [foreign],
        informationExtensions: [foreign, foreign],
      },
    };
    expect(readConfidentialityLabel(writeConfidentialityLabel(label))).to.deep.equal(label);
  });

  it('says what is wrong in words of the label', () => {
    const read = (xml: string): unknown =>
      answerOf(() => readConfidentialityLabel(root('ConfidentialityLabel', {}, inside(xml))));
    const of = (rest: string): string => `${information}${rest}</ConfidentialityInformation>${created}`;
    expect([
      answerOf(() => readConfidentialityLabel(element('urn:x', 'ConfidentialityLabel'))),
      read(''),
      read(created),
      read(of('') + created),
      read(`${of('')}<Note xmlns=''/>`),
      read(of('<Category/>')),
      read(of("<Category Type='RESTRICTIVE'/>")),
      read(of("<Category Type='RESTRICTIVE' TagName='T' Tag='T'/>")),
      read(of("<Category Type='RESTRICTIVE' TagName='T'>ALPHA</Category>")),
      read(of("<Category Type='RESTRICTIVE' TagName='T'><CategoryValue/></Category>")),
      read(of("<Category Type='RESTRICTIVE' TagName='T' URI='urn:oid:x'/>")),
      read(of("<PrivacyMark lang='en'>A</PrivacyMark>")),
      read(of('').replace('>C<', '> <')),
      read(of('').replace('>C<', '>C<b/><')),
    ]).to.deep.equal([
      'label-structure: element `ConfidentialityLabel` of `urn:x` as a label',
      `label-structure: nothing in \`ConfidentialityLabel\` where \`ConfidentialityInformation\` should stand`,
      `label-structure: \`CreationDateTime\` of \`${namespace}\` in \`ConfidentialityLabel\` where \`ConfidentialityInformation\` should stand`,
      `label-structure: \`CreationDateTime\` of \`${namespace}\` in \`ConfidentialityLabel\` where \`no more\` should stand`,
      'label-structure: `Note` of `` in `ConfidentialityLabel` where `no more` should stand',
      'label-structure: Type `` of category 1',
      'label-structure: category 1 without a TagName',
      'label-structure: attribute `Tag` of `Category`',
      'label-structure: text in `Category`',
      `label-structure: \`CategoryValue\` of \`${namespace}\` in \`Category\` where \`no more\` should stand`,
      'label-structure: URI `urn:oid:x` of `Category`',
      'label-structure: attribute `lang` of `PrivacyMark`',
      'label-structure: `Classification` that is empty',
      'label-structure: element `b` in `Classification`',
    ]);
  });

  it('joins a text in pieces, and finds an URI of another kind odd', () => {
    const pieces = root('ConfidentialityLabel', { ReviewDateTime: '2035-01-01T00:00:00Z' }, [
      element(namespace, 'ConfidentialityInformation', {}, [
        element(namespace, 'PolicyIdentifier', { URI: 'urn:uuid:1' }, ['HARN', 'ESS-A']),
        element(namespace, 'Classification', {}, ['', 'SEC', 'RET']),
        element(namespace, 'Category', { Type: 'PERMISSIVE', TagName: 'T', URI: 'http://t.example/' }),
      ]),
      element(namespace, 'CreationDateTime', {}, ['2026-01-01T00:00:00Z']),
    ]);
    expect(readConfidentialityLabel(pieces)).to.deep.equal({
      policy: { name: 'HARNESS-A' },
      classification: 'SECRET',
      categories: [{ tagSet: { name: 'T' }, kind: 'any-permissive', values: [] }],
      unread: [],
      metadata4774,
      findings: [
        { kind: 'policy-uri', found: 'urn:uuid:1' },
        { kind: 'category-uri', found: 'http://t.example/' },
      ],
    });
  });

  it('reads 1024 categories with 4096 values, and no more', () => {
    const label = (categories: number, values: number): unknown => {
      const written = writeConfidentialityLabel(secret);
      const [first, ...rest] = written.children;
      if (typeof first !== 'object') return first;
      const value = element(namespace, 'GenericValue', {}, ['V']);
      const category = element(
        namespace,
        'Category',
        { Type: 'PERMISSIVE', TagName: 'T' },
        new Array(values).fill(value),
      );
      const added = {
        ...first,
        children: [...first.children, ...new Array<Element>(categories).fill(category)],
      };
      return answerOf(() => readConfidentialityLabel({ ...written, children: [added, ...rest] }));
    };
    expect(label(1024, 4)).to.have.property('categories').of.length(1024);
    expect([label(1025, 0), label(1, 4097), label(1024, 5)]).to.deep.equal([
      'label-too-large: more than 1024 categories',
      'label-too-large: categories with too many values',
      'label-too-large: categories with too many values',
    ]);
    expect(answerOf(() => readStanag4774Document(' '.repeat(65_537)))).to.equal(
      'label-too-large: document of 65537 bytes',
    );
    expect(answerOf(() => readStanag4774Document('<a>'.repeat(101)))).to.equal(
      'label-too-large: more than 100 elements inside one another',
    );
  });

  it('gives a label or a LabelError for a document with a character changed', () => {
    const texts = stanag4774Fixtures().map(({ xml }) => xml);
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(), fc.string({ maxLength: 2 }), (text, at, put) => {
        const from = at % text.length;
        onlyLabelErrors(() => readStanag4774Document(text.slice(0, from) + put + text.slice(from + 1)));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('writeConfidentialityLabel', () => {
  it('refuses what the syntax cannot say', () => {
    const category = { tagSet: { name: 'T' }, kind: 'any-permissive', values: ['V'] } as const;
    const succeeded = (label: ConfidentialityLabel, times: number): ConfidentialityLabel =>
      times === 0
        ? label
        : succeeded(
            {
              ...secret,
              metadata4774: { ...metadata4774, succession: { at: '2030-01-01T00:00:00Z', successor: label } },
            },
            times - 1,
          );
    const labels: WrittenLabel[] = [
      { ...secret, policy: { oid: '1.2.3' } },
      { policy: {}, classification: 'SECRET', categories: [], unread: [], metadata4774 },
      { classification: 'SECRET', categories: [], unread: [], metadata4774 },
      { ...secret, policy: { name: ' ' } },
      { ...secret, policy: { name: 'P', oid: '1.x' } },
      { ...secret, classification: 4n },
      { policy: { name: 'P' }, categories: [], unread: [], metadata4774 },
      { policy: { name: 'P' }, classification: 'SECRET', categories: [], unread: [] },
      { ...secret, privacyMark: 'A\u0000' },
      { ...secret, unread: [{ where: 'category 1', syntax: 'IntegerValue' }] },
      { ...secret, categories: [{ ...category, tagSet: { oid: '1.2.4' } }] },
      { ...secret, categories: [{ ...category, tagSet: {} }] },
      { ...secret, categories: [{ ...category, kind: 'unsaid' }] },
      { ...secret, categories: [{ ...category, values: [1n] }] },
      { ...secret, categories: new Array<WrittenCategory>(1025).fill(category) },
      { ...secret, categories: [{ ...category, values: new Array<string>(4097).fill('V') }] },
      { ...secret, metadata4774: { ...metadata4774, created: 'now' } },
      { ...secret, metadata4774: { ...metadata4774, review: 'later' } },
      { ...secret, metadata4774: { ...metadata4774, id: '#l' } },
      { ...secret, metadata4774: { ...metadata4774, extensions: [element('', 'Note')] } },
      succeeded(secret, 5),
    ];
    expect(labels.map((label) => answerOf(() => writeConfidentialityLabel(label)))).to.deep.equal([
      'label-inexpressible: policy `1.2.3` without a name',
      'label-inexpressible: policy `` without a name',
      'label-inexpressible: policy `` without a name',
      'label-inexpressible: policy without a name',
      'label-inexpressible: object identifier `1.x`',
      'label-inexpressible: classification `4`',
      'label-inexpressible: classification ``',
      'label-inexpressible: label without a creation date',
      'label-inexpressible: privacy mark with a character that XML cannot carry',
      'label-inexpressible: category 1 in syntax `IntegerValue`',
      'label-inexpressible: tag set `1.2.4` without a name',
      'label-inexpressible: tag set `` without a name',
      'label-inexpressible: category of kind `unsaid`',
      'label-inexpressible: category value `1`',
      'label-inexpressible: 1025 categories with 1025 values',
      'label-inexpressible: 1 categories with 4097 values',
      'label-inexpressible: CreationDateTime `now`',
      'label-inexpressible: ReviewDateTime `later`',
      'label-inexpressible: Id `#l`',
      'label-inexpressible: extension `Note` that is not of another namespace',
      'label-inexpressible: more than 4 successors',
    ]);
  });

  it('writes the kinds of ESS as the types they are, and names with single blanks', () => {
    const kinds = ['restrictive', 'enumerated-restrictive', 'permissive', 'enumerated-permissive'] as const;
    const categories = kinds.map((kind) => ({ tagSet: { name: 'T' }, kind, values: ['V'] }));
    const written = writeConfidentialityLabel({ ...plain('metadata', 'TOP  SECRET '), categories });
    const { classification, categories: read, metadata4774: metadata } = readConfidentialityLabel(written);
    expect([classification, read.map(({ kind }) => kind), metadata.role]).to.deep.equal([
      'TOP SECRET',
      ['any-restrictive', 'any-restrictive', 'any-permissive', 'any-permissive'],
      'metadata',
    ]);
  });

  it('is asked by each codec for labels of its own role alone', () => {
    const alternative = plain('alternative');
    expect([
      answerOf(() => stanag4774LabelCodec.write(alternative)),
      answerOf(() => stanag4774LabelCodec.read(stanag4774AlternativeCodec.write(alternative))),
      answerOf(() => stanag4774AlternativeCodec.write(secret)),
    ]).to.deep.equal([
      'label-inexpressible: label of role `alternative` where one of `originator` should stand',
      'label-structure: label of role `alternative` where one of `originator` should stand',
      'label-inexpressible: label of role `originator` where one of `alternative` should stand',
    ]);
  });
});
