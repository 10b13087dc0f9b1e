import { expect } from 'chai';
import fc from 'fast-check';
import { answerOf, onlyLabelErrors } from '../codec.contract.ts';
import { oid } from '../ess/arbitrary.contract.ts';
import { clearanceFixtures } from '../fixtures.contract.ts';
import { check } from '../property.contract.ts';
import type { WrittenClearance } from '../written-clearance.ts';
import { name, namedCategory } from './arbitrary.contract.ts';
import { stanag4774ClearanceCodec } from './clearance-codec.ts';
import { confidentialityClearanceNamespace as namespace } from './namespaces.ts';

const read = (text: string): WrittenClearance => stanag4774ClearanceCodec.read(text);
const write = (clearance: WrittenClearance): string => stanag4774ClearanceCodec.write(clearance);

/** A ConfidentialityClearance of these children, `c:` for its own elements. */
function clearance(children: string, name = 'ConfidentialityClearance', attributes = ''): string {
  return `<c:${name} xmlns:c='${namespace}' xmlns='urn:nato:stanag:4774:confidentialitymetadatalabel:1:0'${attributes}>${children}</c:${name}>`;
}
const policy = "<PolicyIdentifier URI='urn:oid:1.1'>P</PolicyIdentifier>";
const list = '<c:ClassificationList><Classification>U</Classification></c:ClassificationList>';

const toSecret: WrittenClearance = {
  policy: { oid: '1.1', name: 'P' },
  classifications: ['U', 'SECRET'],
  categories: [],
  unread: [],
};

describe('STANAG 4774 clearance codec', () => {
  for (const { name: title, stanag4774 } of clearanceFixtures()) {
    if (stanag4774 === undefined) continue;
    it(`reads ${title}, and writes it as the same`, () => {
      expect(read(write(read(stanag4774)))).to.deep.equal(read(stanag4774));
    });
  }

  it('reads classifications, categories, and what grants nothing', () => {
    const text = clearance(
      `${policy}<c:ClassificationList><Classification> U </Classification><Classification URI='urn:c'>TOP
      SECRET</Classification><c:ConfidentialityClearanceExtensions><b/></c:ConfidentialityClearanceExtensions></c:ClassificationList>
      <Category Type='RESTRICTIVE' TagName='Compartment'><GenericValue>ALPHA</GenericValue><IntegerValue>1</IntegerValue></Category>
      <c:ConfidentialityClearanceExtensions/>`,
    );
    expect(read(text)).to.deep.equal({
      policy: { oid: '1.1', name: 'P' },
      classifications: ['U', 'TOP SECRET'],
      categories: [{ tagSet: { name: 'Compartment' }, kind: 'any-restrictive', values: ['ALPHA'] }],
      unread: [
        { where: 'classification list', syntax: 'ConfidentialityClearanceExtensions' },
        { where: 'category 1', syntax: 'IntegerValue' },
        { where: 'clearance', syntax: 'ConfidentialityClearanceExtensions' },
      ],
      findings: [{ kind: 'classification-uri', found: 'urn:c' }],
    });
  });

  it('passes over where a schema is to be found', () => {
    const attributes =
      " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:a a.xsd'";
    expect(read(clearance(policy + list, undefined, attributes)).classifications).to.deep.equal(['U']);
    expect(
      answerOf(() => read(clearance(policy + list, undefined, attributes.replace('schemaLocation', 'type')))),
    ).to.equal(
      'label-structure: attribute `{http://www.w3.org/2001/XMLSchema-instance}type` of `ConfidentialityClearance`',
    );
  });

  it('refuses another root, another order, and a part too many or too few', () => {
    expect(
      [
        'SECRET',
        clearance(policy + list, 'Clearance'),
        clearance(policy + list).replace(':confidentialityclearance:1:0', ':confidentialityclearance:1:1'),
        clearance(policy + list, undefined, " Id='a'"),
        clearance(list + policy),
        clearance(policy),
        clearance(`${policy}<c:ClassificationList/>`),
        clearance(policy + list + list),
        clearance(policy + list.replace('</Classification>', '</Classification>U')),
        `<!DOCTYPE a>${clearance(policy + list)}`,
        ' '.repeat(262_145),
      ].map((text) => answerOf(() => read(text))),
    ).to.deep.equal([
      'label-encoding: text before the root',
      `label-structure: element \`Clearance\` of \`${namespace}\` as a clearance`,
      'label-structure: element `ConfidentialityClearance` of `urn:nato:stanag:4774:confidentialityclearance:1:1` as a clearance',
      'label-structure: attribute `Id` of `ConfidentialityClearance`',
      `label-structure: \`ClassificationList\` of \`${namespace}\` in \`ConfidentialityClearance\` where \`PolicyIdentifier\` should stand`,
      'label-structure: nothing in `ConfidentialityClearance` where `ClassificationList` should stand',
      'label-structure: nothing in `ClassificationList` where `Classification` should stand',
      `label-structure: \`ClassificationList\` of \`${namespace}\` in \`ConfidentialityClearance\` where nothing more should stand`,
      'label-structure: text in `ClassificationList`',
      'label-encoding: document type declaration',
      'label-too-large: document of 262145 bytes',
    ]);
  });

  it('reads what it wrote as the same clearance', () => {
    const clearances: fc.Arbitrary<WrittenClearance> = fc.record({
      policy: fc.record({ oid, name }, { requiredKeys: ['name'] }),
      classifications: fc.array(name, { minLength: 1 }),
      categories: fc.array(namedCategory, { maxLength: 4 }),
      unread: fc.constant([]),
    });
    check(
      fc.property(clearances, (one) => {
        expect(read(write(one))).to.deep.equal(one);
      }),
    );
  });

  it('gives a clearance or a LabelError for a text with a character changed', () => {
    const text = clearance(policy + list);
    check(
      fc.property(fc.nat(), fc.string({ maxLength: 2 }), (at, put) => {
        const from = at % text.length;
        onlyLabelErrors(() => read(text.slice(0, from) + put + text.slice(from + 1)));
      }),
    );
  });

  it('does not write what the syntax cannot say', () => {
    const clearances: WrittenClearance[] = [
      { ...toSecret, policy: { oid: '1.1' } },
      { ...toSecret, classifications: [] },
      { ...toSecret, classifications: [4n] },
      { ...toSecret, unread: [{ where: 'category 1', syntax: 'IntegerValue' }] },
    ];
    expect(clearances.map((one) => answerOf(() => write(one)))).to.deep.equal([
      'label-inexpressible: policy `1.1` without a name',
      'label-inexpressible: clearance without a classification',
      'label-inexpressible: classification `4`',
      'label-inexpressible: category 1 in syntax `IntegerValue`',
    ]);
  });
});
