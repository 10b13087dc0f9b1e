import { expect } from 'chai';
import { fixture } from '../fixtures.contract.ts';
import { readSpif } from '../read-spif.ts';

const edge = fixture('policies/edge/spif.xml');

describe('a SPIF held to its schema', () => {
  it('reports what is left out once, and nothing that follows from it', () => {
    for (const left of ['creationDate="20260101000000Z"', 'rbacId="2.16.840.1.101.2.1.8.3"']) {
      const [name = ''] = left.split('=');
      expect(readSpif(edge.replace(` ${left}`, ''), 'lenient').findings).to.deep.equal([
        { code: 'deviation', message: `<SPIF> has no \`${name}\`; add the attribute`, line: 2 },
      ]);
    }
  });

  it('knows the syntaxes of ACP 145, of MISSI and of STANAG 4774, each where it may stand', () => {
    const named = (attribute: string, syntax: string) =>
      readSpif(edge.replace(`${attribute}="2.16.840.1.101.2.1.8.3"`, `${attribute}="${syntax}"`)).findings
        .length;
    const syntaxes = [
      ...['1', '2', '3'].map((last) => `2.16.840.1.101.2.1.8.${last}`),
      '1.3.26.0.4774.5.24.1',
      '1',
    ];
    expect(
      ['rbacId', 'privilegeId'].map((attribute) => syntaxes.map((one) => named(attribute, one))),
    ).to.deep.equal([
      [0, 1, 0, 0, 1],
      [1, 0, 0, 0, 1],
    ]);
  });

  it('takes the attributes that the schema allows and that say nothing about labels', () => {
    const text = edge
      .replace('<spif:securityClassifications>', '<spif:securityClassifications name="Levels">')
      .replace(
        '</spif:SPIF>',
        '<spif:privacyMarks maxSelection="1" minSelection="0"><spif:privacyMark name="P"/></spif:privacyMarks></spif:SPIF>',
      );
    const { policy: read, findings } = readSpif(text);
    expect([read.privacyMarks.selection, findings]).to.deep.equal([{ min: 0, max: 1, single: false }, []]);
  });

  it('does not take elements of another namespace for those of the SPIF', () => {
    const text = edge.replace(
      '</spif:securityClassifications>',
      '<securityClassification xmlns="urn:example" name="FOREIGN" lacv="7" hierarchy="7"/></spif:securityClassifications>',
    );
    const { policy: read, findings } = readSpif(text, 'lenient');
    expect([read.classifications.length, findings.map(({ message }) => message)]).to.deep.equal([
      6,
      ['<securityClassification> does not belong in <securityClassifications>; remove it'],
    ]);
  });
});
