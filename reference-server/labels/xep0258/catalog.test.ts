import { expect } from 'chai';
import fc from 'fast-check';
import { type Element, element, parseDocument } from '#xml';
import { onlyLabelErrors } from '../codec.contract.ts';
import { LabelError } from '../errors.ts';
import { check } from '../property.contract.ts';
import { type Catalog, readCatalog, writeCatalog } from './catalog.ts';
import { catalogNamespace } from './namespaces.ts';
import { writeSecurityLabel } from './security-label.ts';

const byDefault = writeSecurityLabel({ label: 'default', equivalents: [] });

function catalogOf(text: string): Element {
  return parseDocument(
    text.replace('<catalog', `<catalog xmlns='${catalogNamespace}' xmlns:c='${catalogNamespace}'`),
  );
}

describe('writeCatalog', () => {
  it('writes unqualified attributes, and none that is not said', () => {
    const catalog: Catalog = {
      to: 'u-r@a.test',
      name: 'Default',
      desc: 'labels for this pair',
      id: '9f2c',
      size: 2,
      restrict: false,
      items: [
        { selector: 'Classified|SECRET', isDefault: true, securityLabel: byDefault },
        { isDefault: false },
      ],
    };
    expect(writeCatalog(catalog)).to.deep.equal(
      element(
        catalogNamespace,
        'catalog',
        {
          to: 'u-r@a.test',
          name: 'Default',
          desc: 'labels for this pair',
          id: '9f2c',
          size: '2',
          restrict: 'false',
        },
        [
          element(catalogNamespace, 'item', { selector: 'Classified|SECRET', default: 'true' }, [byDefault]),
          element(catalogNamespace, 'item'),
        ],
      ),
    );
  });

  it('writes what readCatalog reads as the same', () => {
    const item = fc.record(
      { selector: fc.string(), isDefault: fc.boolean(), securityLabel: fc.constant(byDefault) },
      { requiredKeys: ['isDefault'] },
    );
    const text = fc.string();
    const catalog: fc.Arbitrary<Catalog> = fc.record(
      {
        to: text,
        from: text,
        node: text,
        name: text,
        desc: text,
        id: text,
        size: fc.nat(999_999_999),
        restrict: fc.boolean(),
        items: fc.array(item),
      },
      { requiredKeys: ['items'] },
    );
    check(
      fc.property(catalog, (value) => {
        expect(readCatalog(writeCatalog(value))).to.deep.equal(value);
      }),
    );
  });
});

describe('readCatalog', () => {
  it('reads every way of xs:boolean, and attributes qualified as the schema has them', () => {
    const text =
      "<catalog c:to='a.test' restrict='1'><item default='1'/><item default='0'/><item c:default='true'/></catalog>";
    expect(readCatalog(catalogOf(text))).to.deep.equal({
      to: 'a.test',
      restrict: true,
      items: [{ isDefault: true }, { isDefault: false }, { isDefault: true }],
    });
  });

  it('refuses what the schema does not have', () => {
    const refused = [
      "<catalog size='many'/>",
      "<catalog size='-1'/>",
      "<catalog size='5 labels'/>",
      "<catalog restrict='yes'/>",
      "<catalog><item default='TRUE'/></catalog>",
      '<catalog><entry/></catalog>',
      "<catalog><item xmlns='urn:b'/></catalog>",
      '<catalog><item><a/><b/></item></catalog>',
      '<catalog><item><securitylabel/></item></catalog>',
      "<catalog><item><label xmlns='urn:xmpp:sec-label:0'/></item></catalog>",
    ];
    const answers = refused.map((text) => {
      const answer = onlyLabelErrors(() => readCatalog(catalogOf(text)));
      return answer instanceof LabelError ? `${answer.code}: ${answer.message}` : answer;
    });
    expect(answers).to.deep.equal([
      'label-structure: size `many` of a catalog',
      'label-structure: size `-1` of a catalog',
      'label-structure: size `5 labels` of a catalog',
      'label-structure: restrict `yes` of a catalog',
      'label-structure: default `TRUE` of a catalog',
      'label-structure: element `entry` of `urn:xmpp:sec-label:catalog:2` in a catalog',
      'label-structure: element `item` of `urn:b` in a catalog',
      'label-structure: catalog item with two elements',
      'label-structure: element `securitylabel` of `urn:xmpp:sec-label:catalog:2` in a catalog',
      'label-structure: element `label` of `urn:xmpp:sec-label:0` in a catalog',
    ]);
  });
});
