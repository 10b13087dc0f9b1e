import { expect } from 'chai';
import { parseDocument } from '#xml';
import { replyToIq } from './reply-to-iq.ts';

function reply(text: string): string | undefined {
  return replyToIq({ element: parseDocument(text), text });
}

describe('replyToIq', () => {
  it('answers a ping', () => {
    expect(reply("<iq type='get' id='p1' from='a.test'><ping xmlns='urn:xmpp:ping'/></iq>")).to.equal(
      "<iq id='p1' to='a.test' type='result'/>",
    );
  });

  it('refuses everything else that asks for an answer', () => {
    const refusal =
      "<iq id='q1' type='error'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
    expect([
      reply("<iq type='get' id='q1'><query xmlns='x'/></iq>"),
      reply("<iq type='set' id='q1'/>"),
    ]).to.deep.equal([refusal, refusal]);
  });

  it('says nothing to what asks for none', () => {
    const texts = ["<iq type='result' id='q1'/>", "<iq type='error' id='q1'/>", '<message/>', '<presence/>'];
    expect(texts.map(reply)).to.deep.equal([undefined, undefined, undefined, undefined]);
  });
});
