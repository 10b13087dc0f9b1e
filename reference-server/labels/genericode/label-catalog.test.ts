import { expect } from 'chai';
import { serialize } from '#xml';
import { answerOf } from '../codec.contract.ts';
import { plain } from '../stanag4774/arbitrary.contract.ts';
import { writeConfidentialityLabel } from '../stanag4774/write-label.ts';
import { readSecurityLabel } from '../xep0258/security-label.ts';
import { readLabelCatalog } from './label-catalog.ts';

const label = (classification: string): string =>
  serialize(writeConfidentialityLabel(plain('originator', classification)));

/** A row of a marking and the label of a classification. */
const row = (marking: string, classification: string): string =>
  `<Row><Value ColumnRef='marking'><SimpleValue>${marking}</SimpleValue></Value>` +
  `<Value ColumnRef='confidentialityLabel'><ComplexValue>${label(classification)}</ComplexValue></Value></Row>`;

const columns =
  "<ColumnSet><Column Id='marking'/><Column Id='confidentialityLabel'/><Column Id='note'/></ColumnSet>";
const list = (rows: string, set = columns): string =>
  `<gc:CodeList xmlns:gc='http://docs.oasis-open.org/codelist/ns/genericode/1.0/'><Identification/>${set}` +
  `<SimpleCodeList>${rows}</SimpleCodeList></gc:CodeList>`;

/** Of each item its selector, its label and its marking, and which is the default. */
function read(document: string): unknown {
  return answerOf(() =>
    readLabelCatalog(document).map(({ selector, isDefault, securityLabel }) => {
      const envelope = securityLabel && readSecurityLabel(securityLabel);
      const inside = envelope?.label === 'default' ? undefined : envelope?.label.element;
      const classification = inside && /<Classification>(.*)<.Classification>/.exec(serialize(inside))?.[1];
      return [selector, classification, envelope?.displayMarking?.text, ...(isDefault ? ['default'] : [])];
    }),
  );
}

describe('readLabelCatalog', () => {
  it('reads one item a row, with its marking', () => {
    expect(read(list(row(' PUBLIC\n', 'OPEN') + row('SECRET', 'HIDDEN')))).to.deep.equal([
      ['PUBLIC', 'OPEN', 'PUBLIC'],
      ['SECRET', 'HIDDEN', 'SECRET'],
    ]);
    expect(read(list(''))).to.deep.equal([]);
  });

  it('takes the row `default` for what says which label is the default one', () => {
    const rows = row('PUBLIC', 'OPEN') + row('SECRET', 'HIDDEN');
    expect([
      read(list(row('default', 'HIDDEN') + rows)),
      read(list(row('default', 'LIMITED') + rows)),
    ]).to.deep.equal([
      [
        ['PUBLIC', 'OPEN', 'PUBLIC'],
        ['SECRET', 'HIDDEN', 'SECRET', 'default'],
      ],
      [
        ['default', 'LIMITED', undefined, 'default'],
        ['PUBLIC', 'OPEN', 'PUBLIC'],
        ['SECRET', 'HIDDEN', 'SECRET'],
      ],
    ]);
  });

  it('reads values without a column in the order of the columns, and passes over other columns', () => {
    const bare = row('PUBLIC', 'OPEN').replaceAll(/ ColumnRef='.*?'/g, '');
    const noted = bare.replace('</Row>', '<Value><SimpleValue>n</SimpleValue></Value></Row>');
    expect(read(list(bare + noted))).to.deep.equal(new Array(2).fill(['PUBLIC', 'OPEN', 'PUBLIC']));
  });

  it('reads 1000 rows', () => {
    expect(read(list(row('PUBLIC', 'OPEN').repeat(1000)))).to.have.lengthOf(1000);
  });

  it('reads elements that are in the namespace of the list too', () => {
    const qualified = list(row('PUBLIC', 'OPEN')).replaceAll(
      /(<\/?)([A-Z][a-zA-Z]*(?:Set|List|Column|Row|Value))\b/g,
      '$1gc:$2',
    );
    expect(read(qualified)).to.deep.equal([['PUBLIC', 'OPEN', 'PUBLIC']]);
    const others = list(`${row('PUBLIC', 'OPEN')}<Row xmlns='urn:x'/>`);
    expect(read(others)).to.deep.equal([['PUBLIC', 'OPEN', 'PUBLIC']]);
  });

  it('says what is wrong with a list', () => {
    const good = row('PUBLIC', 'OPEN');
    expect(
      [
        'PUBLIC',
        '<CodeList/>',
        list(good).replace('CodeList xmlns', 'List xmlns').replace('/gc:CodeList', '/gc:List'),
        list(good, ''),
        list(good, columns + columns),
        list(good + row('default', 'OPEN') + row('default', 'HIDDEN')),
        list(good.replace("'marking'", "'mark'")),
        list(good.replace("ColumnRef='confidentialityLabel'", "ColumnRef='marking'")),
        list(good.replace('</Row>', '<Value/><Value/></Row>')),
        list('<Row/>'),
        list(good.replaceAll('SimpleValue', 'ComplexValue')),
        list(good.replace('</ComplexValue>', '<b/></ComplexValue>')),
        list(good.replace(/<ComplexValue>.*<.ComplexValue>/, '<ComplexValue/>')),
        list(row('PUBLIC', 'OPEN').replaceAll('originatorC', 'alternativeC')),
        list(good.repeat(1001)),
        ' '.repeat(1_048_577),
      ].map(read),
    ).to.deep.equal([
      'label-encoding: text before the root',
      'label-structure: element `CodeList` of `` as a code list',
      'label-structure: element `List` of `http://docs.oasis-open.org/codelist/ns/genericode/1.0/` as a code list',
      'label-structure: not one `ColumnSet` in `CodeList`',
      'label-structure: not one `ColumnSet` in `CodeList`',
      'label-structure: two rows `default`',
      'label-structure: value of no column in row 1',
      'label-structure: two values of `marking` in row 1',
      'label-structure: value of no column in row 1',
      'label-structure: no `confidentialityLabel` in row 1',
      'label-structure: not one `SimpleValue` in `Value`',
      'label-structure: not one label in row 1',
      'label-structure: not one label in row 1',
      'label-structure: label of role `alternative` where one of `originator` should stand',
      'label-too-large: more than 1000 rows',
      'label-too-large: document of 1048577 bytes',
    ]);
  });
});
