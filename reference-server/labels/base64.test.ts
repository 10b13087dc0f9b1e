import { expect } from 'chai';
import fc from 'fast-check';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { LabelError } from './errors.ts';
import { check } from './property.contract.ts';

function refusalOf(text: string, maxBytes = 100): string {
  try {
    return `read as ${decodeBase64(text, maxBytes).join(' ')}`;
  } catch (error) {
    if (!(error instanceof LabelError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

describe('decodeBase64', () => {
  it('reads the test vectors of RFC 4648 §10', () => {
    const decoded = ['', 'Zg==', 'Zm8=', 'Zm9v', 'Zm9vYg==', 'Zm9vYmE=', 'Zm9vYmFy'].map((text) =>
      new TextDecoder().decode(decodeBase64(text, 6)),
    );
    expect(decoded).to.deep.equal(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar']);
  });

  it('reads what encodeBase64 writes, with whitespace anywhere', () => {
    const blanks = fc.array(fc.constantFrom('', '', ' ', '\n', '\t', '\r\n'), { minLength: 1 });
    check(
      fc.property(fc.uint8Array(), blanks, (bytes, between) => {
        const spaced = Array.from(
          encodeBase64(bytes),
          (c, i) => c + (between[i % between.length] ?? ''),
        ).join('');
        expect([...decodeBase64(spaced, 100)]).to.deep.equal([...bytes]);
      }),
    );
  });

  it('writes as Node does', () => {
    check(
      fc.property(fc.uint8Array(), (bytes) => encodeBase64(bytes) === Buffer.from(bytes).toString('base64')),
    );
  });

  it('refuses every text that is not the one spelling of its octets', () => {
    expect(
      [
        'MQYCAQMGASk',
        'MQYCAQQGASK=',
        'Zh==',
        'Zg=',
        'Zg===',
        'Z===',
        '=',
        'Zm9v=',
        'Zg==Zg==',
        'Zg=!',
        'Zm9*',
        'Zé==',
        'Zm9v_-',
      ].map((text) => [text, refusalOf(text)]),
    ).to.deep.equal([
      ['MQYCAQMGASk', 'label-encoding: base64 without its padding'],
      ['MQYCAQQGASK=', 'label-encoding: base64 whose last bits are not zero'],
      ['Zh==', 'label-encoding: base64 whose last bits are not zero'],
      ['Zg=', 'label-encoding: base64 with the wrong padding'],
      ['Zg===', 'label-encoding: base64 with the wrong padding'],
      ['Z===', 'label-encoding: base64 with the wrong padding'],
      ['=', 'label-encoding: base64 with the wrong padding'],
      ['Zm9v=', 'label-encoding: base64 with the wrong padding'],
      ['Zg==Zg==', 'label-encoding: base64 that goes on after its padding'],
      ['Zg=!', 'label-encoding: base64 that goes on after its padding'],
      ['Zm9*', 'label-encoding: base64 with character 3 foreign to it'],
      ['Zé==', 'label-encoding: base64 with character 1 foreign to it'],
      ['Zm9v_-', 'label-encoding: base64 with character 4 foreign to it'],
    ]);
  });

  it('reads one of the sixteen and one of the four characters that could end the same octets', () => {
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const read = (before: string, after: string): string[] =>
      digits.split('').filter((digit) => refusalOf(before + digit + after).startsWith('read'));
    expect([read('M', '==').join(''), read('MQ', '=').join('')]).to.deep.equal(['AQgw', 'AEIMQUYcgkosw048']);
  });

  it('stops at the bound, however long the text', () => {
    expect(decodeBase64('Zm9v', 3).length).to.equal(3);
    expect(refusalOf('Zm9vYg==', 3)).to.equal('label-too-large: base64 of more than 3 octets');
    expect(refusalOf('A'.repeat(1_000_000), 3)).to.equal('label-too-large: base64 of more than 3 octets');
  });

  it('gives octets or a LabelError for any text', () => {
    check(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        refusalOf(text);
      }),
    );
  });
});
