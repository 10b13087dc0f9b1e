import { expect } from 'chai';
import fc from 'fast-check';
import { type Element, element, parseDocument, serialize } from '#xml';
import { answerOf, onlyLabelErrors } from '../codec.contract.ts';
import { stanag4774Fixtures } from '../fixtures.contract.ts';
import { check } from '../property.contract.ts';
import type { ConfidentialityLabel } from '../written-label.ts';
import { plain } from './arbitrary.contract.ts';
import { readStanag4774Document } from './label-codec.ts';
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
      read(of('').replace('<ConfidentialityInformation>', "<ConfidentialityInformation a='b'>")),
      read(of('').replace('<CreationDateTime>', "<CreationDateTime zone='Z'>")),
      read(of('').replace('2026-01-01T00:00:00Z', 'today')),
      read(of('') + "<SuccessionHandling a='b'/>"),
      read(of("<Category Type='RESTRICTIVE' TagName='T'><GenericValue a='b'/></Category>")),
      read(information + '</ConfidentialityInformation><OriginatorID>juliet</OriginatorID>' + created),
      read(information + "</ConfidentialityInformation><OriginatorID IDType='name'/>" + created),
      read(
        of('') +
          '<SuccessionHandling><SuccessionDateTime>2030-01-01T00:00:00Z</SuccessionDateTime>' +
          `<SuccessorConfidentialityLabel>${of('')}</SuccessorConfidentialityLabel><b/></SuccessionHandling>`,
      ),
      answerOf(() => readConfidentialityLabel(root('ConfidentialityLabel', { Id: '1' }))),
      answerOf(() => readConfidentialityLabel(root('ConfidentialityLabel', { ReviewDateTime: 'soon' }))),
    ]).to.deep.equal([
      'label-structure: element `ConfidentialityLabel` of `urn:x` as a label',
      `label-structure: nothing in \`ConfidentialityLabel\` where \`ConfidentialityInformation\` should stand`,
      `label-structure: \`CreationDateTime\` of \`${namespace}\` in \`ConfidentialityLabel\` where \`ConfidentialityInformation\` should stand`,
      `label-structure: \`CreationDateTime\` of \`${namespace}\` in \`ConfidentialityLabel\` where nothing more should stand`,
      'label-structure: `Note` of `` in `ConfidentialityLabel` where nothing more should stand',
      'label-structure: Type `` of category 1',
      'label-structure: category 1 without a TagName',
      'label-structure: attribute `Tag` of `Category`',
      'label-structure: text in `Category`',
      `label-structure: \`CategoryValue\` of \`${namespace}\` in \`Category\` where nothing more should stand`,
      'label-structure: URI `urn:oid:x` of `Category`',
      'label-structure: attribute `lang` of `PrivacyMark`',
      'label-structure: `Classification` that is empty',
      'label-structure: element `b` in `Classification`',
      'label-structure: attribute `a` of `ConfidentialityInformation`',
      'label-structure: attribute `zone` of `CreationDateTime`',
      'label-structure: CreationDateTime `today`',
      'label-structure: attribute `a` of `SuccessionHandling`',
      'label-structure: attribute `a` of `GenericValue`',
      'label-structure: IDType `` of an originator',
      'label-structure: IDType `name` of an originator',
      `label-structure: \`b\` of \`${namespace}\` in \`SuccessionHandling\` where nothing more should stand`,
      'label-structure: Id `1` of `ConfidentialityLabel`',
      'label-structure: ReviewDateTime `soon`',
    ]);
  });

  it('takes no element of another namespace for one of its own, whatever its name', () => {
    const value = "<x:GenericValue xmlns:x='urn:x'>V</x:GenericValue>";
    const xml = `${information}<Category Type='PERMISSIVE' TagName='T'>${value}</Category></ConfidentialityInformation>${created}`;
    const { categories, unread } = readConfidentialityLabel(root('ConfidentialityLabel', {}, inside(xml)));
    expect({ categories, unread }).to.deep.equal({
      categories: [{ tagSet: { name: 'T' }, kind: 'any-permissive', values: [] }],
      unread: [{ where: 'category 1', syntax: '{urn:x}GenericValue' }],
    });
    const foreign = inside(
      `${information}</ConfidentialityInformation>`
        .replaceAll('Classification>', "Classification xmlns='urn:x'>")
        .replace("</Classification xmlns='urn:x'>", '</Classification>') + created,
    );
    expect(answerOf(() => readConfidentialityLabel(root('ConfidentialityLabel', {}, foreign)))).to.equal(
      'label-structure: `Classification` of `urn:x` in `ConfidentialityInformation` where `Classification` should stand',
    );
  });

  it('keeps every part that it cannot read, in its order, and finds a missing review date odd', () => {
    const values =
      "<x:V xmlns:x='urn:x'/><GenericValue>V</GenericValue><IntegerValue>1</IntegerValue><BitStringValue>1</BitStringValue>";
    const category = `<Category Type='RESTRICTIVE' TagName='T'>${values}</Category>`;
    const children = inside(`${information}${category}</ConfidentialityInformation>${created}`);
    const { categories, unread, findings } = readConfidentialityLabel(
      root('ConfidentialityLabel', {}, children),
    );
    expect({ categories, unread, findings }).to.deep.equal({
      categories: [{ tagSet: { name: 'T' }, kind: 'any-restrictive', values: ['V'] }],
      unread: ['{urn:x}V', 'IntegerValue', 'BitStringValue'].map((syntax) => ({
        where: 'category 1',
        syntax,
      })),
      findings: [{ kind: 'no-review-date', found: '' }],
    });
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
    const successor = (times: number): ConfidentialityLabel['metadata4774'] => ({
      ...metadata4774,
      ...(times === 0
        ? {}
        : {
            succession: {
              at: '2030-01-01T00:00:00Z',
              successor: { ...secret, metadata4774: successor(times - 1) },
            },
          }),
    });
    const fourth = serialize(writeConfidentialityLabel({ ...secret, metadata4774: successor(4) }));
    const [handling = ''] = /<SuccessionHandling>.*<.SuccessionHandling>/.exec(
      serialize(writeConfidentialityLabel({ ...secret, metadata4774: successor(1) })),
    ) ?? [''];
    const fifth = fourth.replace(
      '</SuccessorConfidentialityLabel>',
      `${handling}</SuccessorConfidentialityLabel>`,
    );
    expect(answerOf(() => readStanag4774Document(fifth))).to.equal('label-too-large: more than 4 successors');
    expect(answerOf(() => readStanag4774Document(' '.repeat(65_537)))).to.equal(
      'label-too-large: document of 65537 bytes',
    );
    expect(answerOf(() => readStanag4774Document('<a>'.repeat(101)))).to.equal(
      'label-too-large: more than 100 elements inside one another',
    );
  });

  it('gives a label or a LabelError for a document with a character changed', () => {
    const texts = stanag4774Fixtures().map(({ xml }) => xml);
    check(
      fc.property(fc.constantFrom(...texts), fc.nat(), fc.string({ maxLength: 2 }), (text, at, put) => {
        const from = at % text.length;
        onlyLabelErrors(() => readStanag4774Document(text.slice(0, from) + put + text.slice(from + 1)));
      }),
    );
  });
});
