import { expect } from 'chai';
import { serializeStanza } from '../xmpp/index.ts';
import { admitContentFree } from './content-free.ts';
import { message, type RulesWish, rules, securityLabel, stanza } from './rules.fixture.ts';

const composing = "<composing xmlns='http://jabber.org/protocol/chatstates'/>";
const receipt = "<received xmlns='urn:xmpp:receipts' id='m-1'/>";
const marker = "<displayed xmlns='urn:xmpp:chat-markers:0' id='m-1'/>";
const noDefault: RulesWish = { defaultLabel: 'none' };

/** What passes without a label, as it is written; `undefined`: it needs one. */
function passes(content: string, wish: RulesWish = noDefault, type = 'chat'): string | undefined {
  const exempt = admitContentFree(message(content, type), rules(wish));
  return exempt && serializeStanza(exempt.stanza).replaceAll('"', "'");
}

const copy = (content: string): string =>
  `<message from='juliet@a.test/balcony' to='romeo@a.test' id='m1' type='chat'>${content}</message>`;

describe('a message without content', () => {
  for (const [what, sign] of Object.entries({ 'a typing notification': composing, receipt, marker })) {
    it(`passes without a label where there is no default label: ${what}`, () => {
      expect(passes(sign)).to.equal(copy(sign));
    });

    it(`is not looked at where there is a default label, or the mode denies it: ${what}`, () => {
      expect([passes(sign, {}), passes(sign, { ...noDefault, contentFree: 'deny' })]).to.deep.equal([
        undefined,
        undefined,
      ]);
    });
  }

  it('may hold one sign of each kind, and white space', () => {
    expect(passes(`${composing}\n${receipt}`)).to.equal(copy(composing + receipt));
    expect(passes(composing + composing)).to.equal(undefined);
  });

  it('passes without the language that could be written on it', () => {
    const sent = stanza(
      `<message to='romeo@a.test' xml:lang='x-secret' hidden='secret'>${composing}</message>`,
    );
    const exempt = admitContentFree(sent, rules(noDefault));
    expect(exempt && serializeStanza(exempt.stanza)).to.not.include('secret');
  });

  it('passes when it is for nobody, and so for the own account', () => {
    const exempt = admitContentFree(stanza(`<message>${composing}</message>`), rules(noDefault));
    expect(exempt?.stanza.to).to.equal(undefined);
  });

  it('is not what holds anything else', () => {
    const contents = [
      '',
      `${composing}<body>hi</body>`,
      `${composing}<subject>hi</subject>`,
      `${composing}<thread>hi</thread>`,
      `${composing}<x xmlns='y'/>`,
      `${composing}${securityLabel('A-U')}`,
      `${composing}hi`,
      "<composing xmlns='http://jabber.org/protocol/chatstates'>hi</composing>",
      "<composing xmlns='http://jabber.org/protocol/chatstates' to='hi'/>",
      "<composing xmlns='http://jabber.org/protocol/chatstates' id='hi'/>",
      "<composing xmlns='urn:xmpp:receipts'/>",
      "<received xmlns='urn:xmpp:receipts'/>",
      "<received xmlns='urn:xmpp:receipts' id='attack at dawn'/>",
      `<received xmlns='urn:xmpp:receipts' id='${'a'.repeat(65)}'/>`,
      "<request xmlns='urn:xmpp:receipts'/>",
      "<markable xmlns='urn:xmpp:chat-markers:0'/>",
    ];
    expect(contents.map((content) => passes(content))).to.deep.equal(contents.map(() => undefined));
  });

  it('is not what has a text for an id, or a type that is not for two people', () => {
    const worded = stanza(`<message to='romeo@a.test' id='attack at dawn'>${composing}</message>`);
    expect(admitContentFree(worded, rules(noDefault))).to.equal(undefined);
    expect([
      passes(composing, noDefault, 'headline'),
      passes(composing, noDefault, 'groupchat'),
    ]).to.deep.equal([undefined, undefined]);
  });

  it('is another thing to a server that is broken on purpose', () => {
    expect(passes(receipt, { ...noDefault, contentFree: 'deny', faults: ['free.mode'] })).to.equal(
      copy(receipt),
    );
    expect(passes(`${composing}<body>hi</body>`, { ...noDefault, faults: ['free.content'] })).to.include(
      'hi',
    );
    const mixed: RulesWish = { ...noDefault, faults: ['free.mixed'] };
    expect([passes(composing, mixed), passes(receipt, mixed), passes(marker, mixed)]).to.deep.equal([
      copy(composing),
      undefined,
      undefined,
    ]);
  });
});
