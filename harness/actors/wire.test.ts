import { expect } from 'chai';
import { Wire } from './wire.ts';

const header = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
const bound =
  "<iq type='result' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>rita@a.test/r</jid></bind></iq>";

/** Bytes that arrive in one piece each, and what the observer is told. */
function told(...pieces: string[]): string[] {
  const lines: string[] = [];
  const wire = new Wire({
    stanza: (direction, text) => lines.push(`${direction} ${text}`),
    stream: (event, detail) => lines.push(`${event} ${detail}`),
  });
  wire.onArrival(({ text }) => lines.push(`arrival ${text}`));
  wire.begin();
  wire.sent('<auth>secret</auth>');
  for (const piece of pieces) wire.received(Buffer.from(piece));
  wire.sent('<presence/>');
  return lines;
}

describe('Wire', () => {
  it('tells nothing of negotiation, then everything exactly as it was written', () => {
    const message = `<message  from="x@a.test"\n><body>&#x41;<![CDATA[<]]></body></message>`;
    expect(
      told(
        header,
        "<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>c2VjcmV0</challenge>",
        bound,
        message,
      ),
    ).to.deep.equal(['bound rita@a.test/r', `received ${message}`, `arrival ${message}`, 'sent <presence/>']);
  });

  it('tells how the server refuses a login or a bind request', () => {
    const failure = "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>";
    const error =
      "<iq type='error' id='b'><error type='cancel'><not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
    expect(told(header, failure, error)).to.deep.equal([`received ${failure}`, `received ${error}`]);
  });

  it('takes a message of a WebSocket for one element, and its framing for none', () => {
    const lines: string[] = [];
    const wire = new Wire({
      stanza: (direction, text) => lines.push(`${direction} ${text}`),
      stream: (event, detail) => lines.push(`${event} ${detail}`),
    });
    wire.begin();
    const message = "<message xmlns='jabber:client'><body>hi</body></message>";
    for (const text of [
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>",
      bound.replace('<iq', "<iq xmlns='jabber:client'"),
      message,
      '<message>',
      message,
    ])
      wire.receivedFrame(Buffer.from(text));
    expect(lines.slice(0, 2)).to.deep.equal(['bound rita@a.test/r', `received ${message}`]);
    expect(lines[2]).to.match(/^error received xml-not-well-formed: /);
    expect(lines.length).to.equal(3);
  });

  it('does not care how bytes are split', () => {
    const text = `${header}${bound}<message><body>é€</body></message> <presence/>`;
    expect(told(...text.split(/(?=[<>])/))).to.deep.equal(told(text));
  });

  it('tells a stream error as it was written, and by its condition', () => {
    const error = "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>";
    expect(told(header, bound, error).slice(1, 3)).to.deep.equal([`received ${error}`, 'error conflict']);
  });

  it('tells what cannot be read as an error, once, and reads no further', () => {
    expect(told(header, bound, '<message></iq>', '<message/>').slice(1)).to.deep.equal([
      told(header, bound, '<message></iq>')[1],
      'sent <presence/>',
    ]);
  });
});
