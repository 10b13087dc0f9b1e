import { expect } from 'chai';
import fc from 'fast-check';
import { encodeBase64 } from '#labels';
import { base64OfHex, givenBytes, givenText, valueOfWords } from './given.ts';
import { readGivenLabel } from './read-given.ts';

describe('givenText', () => {
  it('tells the syntaxes apart by what only one of them can have', () => {
    const texts = [
      '<label/>',
      ' MQYCAQQGASk=\n',
      '3106020104060129',
      '31:06 02',
      'policy: A',
      '{"policy":"A"}',
      'none',
      '',
    ];
    expect(texts.map((text) => givenText(text).form)).to.deep.equal([
      'xml',
      'base64',
      'hex',
      'hex',
      'words',
      'words',
      'words',
      'base64',
    ]);
  });

  it('reads the same label from all of them, and from DER', () => {
    const der = Uint8Array.from([0x31, 0x06, 0x02, 0x01, 0x04, 0x06, 0x01, 0x29]);
    const xml = '<esssecuritylabel xmlns="urn:xmpp:sec-label:ess:0">MQYCAQQGASk=</esssecuritylabel>';
    const envelope = `<securitylabel xmlns="urn:xmpp:sec-label:0"><label>${xml}</label></securitylabel>`;
    const given = ['MQYCAQQGASk=', '31 06 02 01 04 06 01 29', 'ess: MQYCAQQGASk=', xml, envelope].map(
      givenText,
    );
    for (const one of [...given, givenBytes(der)])
      expect(readGivenLabel(one).written).to.deep.equal({
        policy: { oid: '1.1' },
        classification: 4n,
        categories: [],
        unread: [],
      });
  });
});

describe('givenBytes', () => {
  it('takes for text what is printable UTF-8, and anything else for DER', () => {
    const text = new TextEncoder().encode('policy: É\n');
    expect(givenBytes(text)).to.deep.equal({ form: 'words', text: 'policy: É\n' });
    for (const bytes of [
      [0x31, 0x03, 0x02],
      [0xff, 0xfe],
    ])
      expect(givenBytes(Uint8Array.from(bytes))).to.deep.equal({
        form: 'base64',
        text: encodeBase64(Uint8Array.from(bytes)),
      });
  });
});

describe('base64OfHex', () => {
  it('writes the same octets, and refuses what is none', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (octets) => {
        expect(base64OfHex(Buffer.from(octets).toString('hex'))).to.equal(encodeBase64(octets));
      }),
    );
    for (const text of ['3', '3g', '0x31']) expect(() => base64OfHex(text)).to.throw('hexadecimal that is');
  });
});

describe('valueOfWords', () => {
  it('reads YAML and JSON, and says in one line what is neither', () => {
    expect(valueOfWords('policy: A\nclassification: 4')).to.deep.equal({ policy: 'A', classification: 4n });
    expect(valueOfWords('{"policy":"A"}')).to.deep.equal({ policy: 'A' });
    expect(() => valueOfWords('policy: [A')).to.throw(/^neither base64 nor YAML: [^\n]+$/);
  });
});
