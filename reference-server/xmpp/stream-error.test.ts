import { expect } from 'chai';
import { XmlError, type XmlErrorCode } from '#xml';
import { StreamError, serializeStreamError, streamConditions, streamErrorFor } from './stream-error.ts';

describe('serializeStreamError', () => {
  it('writes the condition and the text', () => {
    expect(serializeStreamError(new StreamError('policy-violation', 'a < b')).replaceAll('"', "'")).to.equal(
      "<stream:error><policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>" +
        "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams' xml:lang='en'>a &lt; b</text></stream:error>",
    );
  });
});

describe('streamErrorFor', () => {
  const conditions: Record<XmlErrorCode, string> = {
    'xml-encoding': 'unsupported-encoding',
    'xml-not-well-formed': 'not-well-formed',
    'xml-restricted': 'restricted-xml',
    'xml-too-large': 'policy-violation',
    'xml-too-deep': 'policy-violation',
  };
  for (const code of [
    'xml-encoding',
    'xml-not-well-formed',
    'xml-restricted',
    'xml-too-large',
    'xml-too-deep',
  ] as const) {
    it(`answers ${code} with ${conditions[code]}, and does not repeat the input`, () => {
      const error = streamErrorFor(new XmlError(code, 'secret input'));
      expect([error.condition, error.text]).to.deep.equal([conditions[code], undefined]);
    });
  }

  it('leaves a stream error as it is', () => {
    const error = new StreamError('conflict');
    expect(streamErrorFor(error)).to.equal(error);
  });

  it('says nothing of a mistake of our own', () => {
    const error = streamErrorFor(new TypeError('x is undefined'));
    expect([error.condition, error.text]).to.deep.equal(['internal-server-error', undefined]);
  });
});

describe('streamConditions', () => {
  it('holds the 25 conditions of RFC 6120 §4.9.3', () => {
    expect(new Set(streamConditions).size).to.equal(25);
  });
});
