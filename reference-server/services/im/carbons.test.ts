import { expect } from 'chai';
import { readStanza, type Stanza, serializeStanza } from '../../xmpp/index.ts';
import { jid, readElement } from '../../xmpp/read.fixture.ts';
import { TestHost } from '../host.fixture.ts';
import { carbonOf, disableCarbons, enableCarbons, isCopied } from './carbons.ts';

const services = [enableCarbons, disableCarbons];

function stanzaOf(xml: string): Stanza {
  const stanza = readStanza(readElement(xml), jid('romeo@a.test/orchard'), 'it');
  if ('refused' in stanza) throw new Error(stanza.refused);
  return stanza;
}

function request(name: string, to = ''): string {
  return `<iq type='set' id='i'${to}><${name} xmlns='urn:xmpp:carbons:2'/></iq>`;
}

describe('enableCarbons and disableCarbons', () => {
  it('switch copies on and off for the session that asks, and may be said twice', () => {
    const host = new TestHost();
    const [asks, silent] = [host.online('juliet@a.test/balcony'), host.online('juliet@a.test/chamber')];
    const wanted = ['enable', 'enable', 'disable', 'disable'].map((name) => {
      expect(host.ask(asks, request(name), services)).to.include("type='result'");
      return [asks.wantsCopies, silent.wantsCopies];
    });
    expect(wanted).to.deep.equal([
      [true, false],
      [true, false],
      [false, false],
      [false, false],
    ]);
  });

  it('are for the own account alone', () => {
    const host = new TestHost();
    const juliet = host.online('juliet@a.test/balcony');
    for (const to of [" to='romeo@a.test'", " to='a.test'"])
      expect(host.ask(juliet, request('enable', to), services)).to.include('service-unavailable');
    expect(juliet.wantsCopies).to.equal(false);
    expect(host.ask(juliet, request('enable', " to='juliet@a.test'"), services)).to.include('result');
    expect(host.sessions.wantingCopies('juliet@a.test')).to.deep.equal([juliet]);
    expect(host.sessions.wantingCopies('romeo@a.test')).to.deep.equal([]);
  });
});

describe('isCopied', () => {
  it('is true of chat, and of a normal message with a body', () => {
    const all = [
      "<message type='chat'><body>a</body></message>",
      "<message type='chat'><thread>a</thread></message>",
      '<message><body>a</body></message>',
      '<message><thread>a</thread></message>',
      "<message type='headline'><body>a</body></message>",
      "<message type='groupchat'><body>a</body></message>",
      "<message type='error'><body>a</body></message>",
      "<presence type='subscribe'/>",
    ];
    expect(all.map((one) => isCopied(stanzaOf(one)))).to.deep.equal([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('is false of what is to stay between two sessions', () => {
    for (const hint of ["<private xmlns='urn:xmpp:carbons:2'/>", "<no-copy xmlns='urn:xmpp:hints'/>"])
      expect(isCopied(stanzaOf(`<message type='chat'><body>a</body>${hint}</message>`)), hint).to.equal(
        false,
      );
  });
});

describe('carbonOf', () => {
  it('wraps the message whole, in one from the account that has no id', () => {
    const children = "<body>a &amp; b</body><x xmlns='urn:example:x' y='1'><z/></x>";
    const message = stanzaOf(`<message to='juliet@a.test/chamber' type='chat' id='m'>${children}</message>`);
    const copy = carbonOf('received', message, jid('juliet@a.test/balcony'));
    const inner = `<message xmlns='jabber:client' from='romeo@a.test/orchard' to='juliet@a.test/chamber' id='m' type='chat' xml:lang='it'>${children}</message>`;
    expect(serializeStanza(copy).replaceAll('"', "'")).to.equal(
      `<message from='juliet@a.test' to='juliet@a.test/balcony' type='chat'><received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>${inner}</forwarded></received></message>`,
    );
  });

  it('says nothing of a type or an address that the message does not have', () => {
    const copy = carbonOf('sent', stanzaOf('<message><body>a</body></message>'), jid('romeo@a.test/tomb'));
    expect(serializeStanza(copy).replaceAll('"', "'")).to.include(
      "<message xmlns='jabber:client' from='romeo@a.test/orchard' xml:lang='it'><body>a</body>",
    );
  });
});
