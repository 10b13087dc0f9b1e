import { expect } from 'chai';
import { LabelError } from '#labels';
import { readGivenClearances, readGivenLabel } from './read-given.ts';

const label =
  '<originatorConfidentialityLabel xmlns="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"><ConfidentialityInformation>' +
  '<PolicyIdentifier>HARNESS-A</PolicyIdentifier><Classification>SECRET</Classification></ConfidentialityInformation>' +
  '<CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime></originatorConfidentialityLabel>';

function bound(inside: string): string {
  return `<BindingInformation xmlns="urn:nato:stanag:4778:bindinginformation:1:0"><MetadataBindingContainer><MetadataBinding>${inside}<DataReference URI=""/></MetadataBinding></MetadataBindingContainer></BindingInformation>`;
}

function profiled(...bindings: readonly string[]): string {
  return `<BindingData xmlns="urn:nato:stanag:4778:profile:xmpp:1:0">${bindings.join('')}</BindingData>`;
}

describe('readGivenLabel', () => {
  const syntaxOf = (text: string): unknown => {
    const { syntax, enveloped, written } = readGivenLabel({ form: 'xml', text });
    return [syntax, enveloped, written === 'default' ? written : written.classification];
  };

  it('reads XML of each syntax, alone, in a binding and in an envelope', () => {
    const binding = bound(`<Metadata>${label}</Metadata>`);
    const alternative = label.replaceAll('originatorConf', 'alternativeConf');
    const metadata = label.replaceAll('originatorConf', 'metadataConf');
    const envelope = (inside: string): string =>
      `<securitylabel xmlns="urn:xmpp:sec-label:0"><label>${inside}</label></securitylabel>`;
    expect(
      [label, alternative, metadata, binding, profiled(binding), envelope(label), envelope('')].map(syntaxOf),
    ).to.deep.equal([
      ['stanag4774', false, 'SECRET'],
      ['stanag4774', false, 'SECRET'],
      ['stanag4774', false, 'SECRET'],
      ['stanag4778', false, 'SECRET'],
      ['stanag4778', false, 'SECRET'],
      ['stanag4774', true, 'SECRET'],
      ['words', true, 'default'],
    ]);
  });

  it('refuses two labels, no label, and XML that is none, with its place', () => {
    const binding = bound(`<Metadata>${label}</Metadata>`);
    const message = (text: string): string => {
      try {
        readGivenLabel({ form: 'xml', text });
        return 'it was read';
      } catch (error) {
        return error instanceof LabelError ? `${error.code}: ${error.message}` : String(error);
      }
    };
    expect([profiled(binding, binding), '<message xmlns="jabber:client"/>'].map(message)).to.deep.equal([
      'label-structure: binding with 2 originator labels',
      'label-structure: element `message` of `jabber:client` as a label',
    ]);
    expect(message('<a>\n <b></a>')).to.match(/^label-encoding: line 2, column 5: /);
    expect(message('<a>'.repeat(200))).to.match(/^label-too-large: /);
  });
});

describe('readGivenClearances', () => {
  it('reads hexadecimal, XML and words of several', () => {
    const xml =
      '<c:ConfidentialityClearance xmlns:c="urn:nato:stanag:4774:confidentialityclearance:1:0" xmlns="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0">' +
      '<PolicyIdentifier>A</PolicyIdentifier><c:ClassificationList><Classification>U</Classification></c:ClassificationList></c:ConfidentialityClearance>';
    const given = [
      { form: 'hex', text: '300d060b2b0601040181fd59820201' },
      { form: 'xml', text: xml },
      { form: 'words', text: '- { policy: A, classifications: [U] }\n- { policy: B, classifications: [] }' },
      { form: 'words', text: 'none' },
    ] as const;
    const said = given.map((one) => {
      const { syntax, written } = readGivenClearances(one);
      return [syntax, written.map(({ policy }) => policy.name ?? policy.oid)];
    });
    expect(said).to.deep.equal([
      ['x501', ['1.3.6.1.4.1.32473.258.1']],
      ['stanag4774', ['A']],
      ['words', ['A', 'B']],
      ['words', []],
    ]);
  });
});
