import { expect } from 'chai';
import { type Element, parseDocument } from '#xml';
import { negotiateSession } from './negotiate.ts';

const features = (mechanisms: string): Element =>
  parseDocument(
    `<features xmlns='http://etherx.jabber.org/streams'><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${mechanisms}</mechanisms></features>`,
  );

/** A stream on which a server offers these mechanisms and answers so, one answer after the other. Keeps what it was asked. */
function stream(mechanisms: string, ...answers: readonly string[]) {
  const asked: string[] = [];
  const left = [...answers];
  const ask = (text: string): Promise<Element> => {
    asked.push(text);
    return Promise.resolve(parseDocument(left.shift() ?? '<nothing/>'));
  };
  return { asked, dialogue: { open: () => Promise.resolve(features(mechanisms)), ask } };
}

const success = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";
const bound =
  "<iq xmlns='jabber:client' type='result' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>romeo@a.test/x</jid></bind></iq>";
const romeo = { user: 'romeo', password: 'secret', resource: '' };

describe('negotiateSession', () => {
  it('says the password where the server knows nothing better, and lets it choose the resource', async () => {
    const { asked, dialogue } = stream('<mechanism>PLAIN</mechanism>', success, bound);
    expect(await negotiateSession(dialogue, romeo)).to.equal('romeo@a.test/x');
    expect(asked).to.deep.equal([
      "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AHJvbWVvAHNlY3JldA==</auth>",
      "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'></bind></iq>",
    ]);
  });

  it('does not say the password where SCRAM is offered', async () => {
    const { asked, dialogue } = stream(
      '<mechanism>PLAIN</mechanism><mechanism>SCRAM-SHA-1</mechanism>',
      "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>",
    );
    const refusal = await negotiateSession(dialogue, romeo).catch(String);
    expect(refusal).to.equal('SessionError: authentication refused: not-authorized');
    expect(asked.join()).to.contain('SCRAM-SHA-1').and.not.to.contain('PLAIN');
  });

  it('logs in nowhere without a mechanism that it knows', async () => {
    const { dialogue } = stream('<mechanism>ANONYMOUS</mechanism>');
    expect(await negotiateSession(dialogue, romeo).catch(String)).to.match(/offers none of SCRAM-.*, PLAIN$/);
  });
});
