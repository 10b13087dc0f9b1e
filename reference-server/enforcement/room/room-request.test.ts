import { expect } from 'chai';
import { serializeStanza } from '../../xmpp/index.ts';
import { admitContentFree } from '../content-free.ts';
import { type RulesWish, rules, stanza } from '../rules.fixture.ts';
import { unlimitedRoom } from './room-rules.ts';

const wish: RulesWish = { defaultLabel: 'none', rooms: { 'ops@muc.a.test': unlimitedRoom } };

/** What passes without a label of a message to `ops`; `undefined`: it needs one. */
function passes(
  content: string,
  attributes = "to='ops@muc.a.test'",
  more: RulesWish = {},
): string | undefined {
  const sent = stanza(`<message ${attributes}>${content}</message>`);
  const exempt = admitContentFree(sent, rules({ ...wish, ...more }));
  return (
    exempt &&
    serializeStanza(exempt.stanza)
      .replace(/^<message[^>]*>/, '')
      .replace('</message>', '')
      .replaceAll('"', "'")
  );
}

const x = (content: string): string => `<x xmlns='http://jabber.org/protocol/muc#user'>${content}</x>`;
const form = (...names: readonly string[]): string =>
  `<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#request</value></field>${names.map((name) => `<field var='${name}'><value>v</value></field>`).join('')}</x>`;

describe('a request to a room without a label', () => {
  it('is an invitation, or a refusal of one, without words: made anew', () => {
    for (const kind of ['invite', 'decline']) {
      const anew = x(`<${kind} to='romeo@a.test'/>`);
      expect(passes(anew)).to.equal(anew);
      expect(passes(x(`\n<${kind} to='Romeo@a.test' hidden='secret'><reason/></${kind}>`))).to.equal(anew);
    }
  });

  it('is none with words, of two, to nobody, or to what is no room', () => {
    const invite = "<invite to='romeo@a.test'/>";
    for (const content of [
      x("<invite to='romeo@a.test'><reason>secret</reason></invite>"),
      x("<invite to='romeo@a.test'><continue thread='secret'/></invite>"),
      x("<invite to='romeo@a.test'>secret</invite>"),
      x(`${invite}secret`),
      x(invite + invite),
      x(''),
      x("<other to='romeo@a.test'/>"),
      x("<invite xmlns='urn:x' to='romeo@a.test'/>"),
      x('<invite/>'),
      `${x(invite)}<body>secret</body>`,
      `${x(invite)}secret`,
      x(invite).replaceAll('muc#user', 'muc#other'),
      x(invite).replaceAll('x ', 'y ').replaceAll('/x>', '/y>'),
      '',
    ])
      expect(passes(content), content).to.equal(undefined);
    for (const attributes of [
      '',
      "to='romeo@a.test'",
      "to='ops@muc.a.test/romeo'",
      "to='ops@muc.a.test' type='chat'",
      "to='ops@muc.a.test' id='two words'",
    ])
      expect(passes(x(invite), attributes), attributes).to.equal(undefined);
    expect(passes(x(invite), "to='ops@muc.a.test' id='i1'")).to.equal(x(invite));
  });

  it('is a request for voice, or the answer, with the fields of those alone', () => {
    expect(passes(form('muc#role'))).to.equal(form('muc#role'));
    expect(passes(form('muc#role', 'muc#jid', 'muc#roomnick', 'muc#request_allow'))).to.include('muc#jid');
    expect(passes(form('muc#role', 'other'))).to.equal(undefined);
    expect(passes(form('muc#role').replace('</x>', '<field/></x>'))).to.equal(undefined);
    expect(passes("<x xmlns='jabber:x:data' type='submit'><field var='muc#role'/></x>")).to.equal(undefined);
    expect(passes("<x xmlns='jabber:x:data' type='submit'><field/></x>")).to.equal(undefined);
  });

  it('has words where the fault says it', () => {
    const worded = x("<invite to='romeo@a.test'><reason>secret</reason></invite>");
    expect(passes(worded, undefined, { faults: ['muc.invite-text'] })).to.equal(worded);
  });
});

describe('a message without content to a room', () => {
  const composing = "<composing xmlns='http://jabber.org/protocol/chatstates'/>";

  it('passes to all in it, and to all nowhere else', () => {
    expect(passes(composing, "to='ops@muc.a.test' type='groupchat'")).to.equal(composing);
    expect(passes(composing, "to='ops@muc.a.test/romeo' type='chat'")).to.equal(composing);
    for (const attributes of [
      "type='groupchat'",
      "to='romeo@a.test' type='groupchat'",
      "to='ops@muc.a.test/romeo' type='groupchat'",
    ])
      expect(passes(composing, attributes)).to.equal(undefined);
  });
});
