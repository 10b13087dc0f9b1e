import { expect } from 'chai';
import { securityLabel } from '../../enforcement/rules.fixture.ts';
import { policies, upTo } from '../provision/provision.fixture.ts';
import type { Chatter, Stage, StageWish } from '../server.fixture.ts';
import { configure, enter, entered, enters, heard, iq, ops, said, startWithRooms } from './room.fixture.ts';

/** A message to this address in the room. */
const says = (content: string, id: string, nick = '', type = nick === '' ? 'groupchat' : 'chat'): string =>
  `<message to='${ops}${nick === '' ? '' : `/${nick}`}' type='${type}' id='${id}'>${content}</message>`;
const body = (text: string, label?: string): string =>
  `<body>${text}</body>${label === undefined ? '' : securityLabel(label)}`;
const denied =
  "<error type='auth'><forbidden/><text xml:lang='en'>Not permitted</text><denied xmlns='urn:x-cmbac:denied:0'/></error></message>";
const inRoom = (type: string, id: string, from: string): string =>
  `<message from='${ops}${from}' id='${id}' type='${type}'>`;

describe('what is said in a room besides', () => {
  let stage: Stage;

  afterEach(() => stage.stop());

  async function room(wish: StageWish, ...users: readonly string[]): Promise<Record<string, Chatter>> {
    stage = await startWithRooms(wish);
    return entered(stage, users);
  }

  describe('to one alone', () => {
    it('goes to that one, from an address in the room, with its label', async () => {
      const { tess, sam, rita } = await room({}, 'tess', 'sam', 'rita');
      expect(await said(tess, says(body('psst', 'A-S'), 'pm', 'sam'))).to.equal('');
      const got = await heard(sam);
      expect(got).to.include(`${inRoom('chat', 'pm', '/tess')}<body>psst</body><securitylabel`);
      expect(got).to.match(/<\/securitylabel><x\/><\/message>$/);
      expect(got).not.to.include('@a.test');
      expect(await heard(rita)).to.equal('');
    });

    it('is refused from that address where the room, or that one, is not cleared for it', async () => {
      const { tess, sam, rita } = await room(
        { verbs: { 'Rm(ops).clr': upTo('U', 'R', 'C') } },
        'tess',
        'sam',
        'rita',
      );
      expect(await said(tess, says(body('x', 'A-S'), 'one', 'sam'))).to.equal(
        `${inRoom('error', 'one', '/sam')}${denied}`,
      );
      expect(await said(tess, says(body('x', 'A-C'), 'two', 'rita'))).to.equal(
        `${inRoom('error', 'two', '/rita')}${denied}`,
      );
      expect([await heard(sam), await heard(rita)]).to.deep.equal(['', '']);
      expect(stage.audit.map(({ check }) => check)).to.deep.equal(['room', 'exit']);
    });

    it('is answered with silence where denials are opaque', async () => {
      const { tess, rita } = await room({ verbs: { denials: 'opaque' } }, 'tess', 'rita');
      expect(await said(tess, says(body('x', 'A-S'), 'one', 'rita'))).to.equal('');
      expect(await heard(rita)).to.equal('');
    });

    it('is not for those who are not there, nor from those who are not, nor to all', async () => {
      const { tess } = await room({}, 'tess', 'sam');
      const una = await stage.connect('una', 'desk');
      expect(await said(tess, says(body('x'), 'one', 'una'))).to.include('<item-not-found/>');
      expect(await said(una, says(body('x'), 'two', 'tess'))).to.include('<not-acceptable/>');
      expect(await said(tess, says(body('x'), 'three', 'sam', 'groupchat'))).to.equal(
        `${inRoom('error', 'three', '/sam')}<error type='modify'><bad-request/></error></message>`,
      );
    });

    it('is for those whom the room lets write so', async () => {
      const { tess, sam } = await room({}, 'tess', 'sam');
      await tess?.says(configure({ allowpm: 'moderators' }));
      await sam?.heard();
      expect(await said(sam, says(body('x'), 'one', 'tess'))).to.include('<forbidden/>');
      expect(await said(tess, says(body('x'), 'two', 'sam'))).to.equal('');
      expect(await heard(sam)).to.include("id='two'");
    });

    it('goes to those sessions of that one whose place is cleared', async () => {
      const verbs = { 'Loc(127.0.0.2)': upTo('U'), 'Loc*': upTo('U', 'R', 'C', 'S') };
      const { tess, sam } = await room({ verbs }, 'tess', 'sam');
      const low = await stage.connectFrom('127.0.0.2', 'sam', 'phone');
      await low.says(`<presence to='${ops}/sam'><x xmlns='http://jabber.org/protocol/muc'/></presence>`);
      await sam?.heard();
      await tess?.says(says(body('x', 'A-S'), 'one', 'sam') + says(body('y', 'A-U'), 'two', 'sam'));
      expect(await heard(sam)).to.match(/id='one'[^]*id='two'/);
      expect(await heard(low)).to.match(/^<message from='ops@muc.a.test\/tess' id='two'/);
    });

    it('tells no address where the fault says it', async () => {
      const { tess } = await room({ faults: ['muc.address'] }, 'tess', 'rita');
      expect(await said(tess, says(body('x', 'A-S'), 'one', 'rita'))).to.include("by='rita@a.test'");
    });
  });

  describe('of an error', () => {
    const bounce = (condition: string, id = 'open'): string =>
      `<message to='${ops}/tess' type='error' id='${id}'><body>all my words</body><error type='cancel'><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`;

    it('ends in the room, and puts out who says that nobody is there', async () => {
      const { tess, sam, rita } = await room({}, 'tess', 'sam', 'rita');
      await tess?.says(says(body('hi'), 'open'));
      await sam?.says(bounce('forbidden'));
      await sam?.says(bounce('service-unavailable', 'never sent'));
      await rita?.heard();
      expect(await heard(tess)).to.equal('');
      await rita?.says(bounce('service-unavailable'));
      expect(await heard(tess)).to.equal(
        `<presence from='${ops}/rita' type='unavailable'><x><item affiliation='none' role='none' jid='rita@a.test/desk'/><status code='333'/></x></presence>`,
      );
      expect(await said(sam, says(body('still here'), 'more'))).to.include('still here');
    });

    it('is relayed, or puts anybody out, where the fault says it', async () => {
      const { tess, sam } = await room({ faults: ['muc.relay', 'muc.kick'] }, 'tess', 'sam');
      await tess?.says(says(body('hi'), 'open'));
      await sam?.says(bounce('forbidden'));
      const got = await heard(tess);
      expect(got).to.include(`<message from='${ops}/sam' id='open' type='error'>`);
      expect(got).to.include("<status code='333'/>");
    });
  });

  describe('of a question', () => {
    const ask = (nick: string, payload: string, id = 'q'): string =>
      `<iq type='get' id='${id}' to='${ops}/${nick}'>${payload}</iq>`;
    const version = "<query xmlns='jabber:iq:version'/>";
    const ping = "<ping xmlns='urn:xmpp:ping'/>";

    it('goes to an occupant and back, with the addresses of the room', async () => {
      const { tess, sam } = await room({}, 'tess', 'sam');
      expect(await said(tess, ask('sam', version))).to.equal('');
      const [, id = ''] =
        /<iq from='ops@muc.a.test\/tess' id='([^']*)' type='get'>/.exec(await heard(sam)) ?? [];
      expect(id).to.match(/^[0-9a-f-]{36}$/);
      const answer = `<iq type='result' id='${id}' to='${ops}/tess'><query xmlns='jabber:iq:version'><name>Client</name></query></iq>`;
      await sam?.says(answer + answer);
      expect(await heard(tess)).to.equal(
        `<iq from='${ops}/sam' id='q' type='result'><query xmlns='jabber:iq:version'><name>Client</name></query></iq>`,
      );
    });

    it('brings an error of the occupant back without its words', async () => {
      const { tess, sam } = await room({}, 'tess', 'sam');
      await tess?.says(ask('sam', version));
      const [, id = ''] = / id='([^']*)' type='get'>/.exec(await heard(sam)) ?? [];
      await sam?.says(
        `<iq type='error' id='${id}' to='${ops}/tess'><error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text>sam@a.test</text></error></iq>`,
      );
      expect(await heard(tess)).to.equal(
        `<iq from='${ops}/sam' id='q' type='error'><error type='cancel'><gone/></error></iq>`,
      );
    });

    it('is answered for who leaves without an answer', async () => {
      const { tess, sam } = await room({}, 'tess', 'sam');
      await tess?.says(ask('sam', version));
      await sam?.says(`<presence to='${ops}/sam' type='unavailable'/>`);
      expect(await heard(tess)).to.include(
        `<iq from='${ops}/sam' id='q' type='error'><error type='cancel'><service-unavailable/></error></iq>`,
      );
    });

    it('that carries something does not pass', async () => {
      const { tess, sam } = await room({}, 'tess', 'sam');
      expect(await said(tess, ask('sam', "<x xmlns='urn:x'>words</x>"))).to.include('<service-unavailable/>');
      expect(await heard(sam)).to.equal('');
    });

    it('is measured by the default label, where the mode says so, by the room and for who is behind the address', async () => {
      const verbs = {
        iq: 'default-label',
        'Pol.label': { policy: 'HARNESS-A', classification: 'RESTRICTED' },
      };
      const { tess, sam, una } = await room({ verbs: { Pol: policies, ...verbs } }, 'tess', 'sam', 'una');
      expect(await said(tess, ask('una', version))).to.include('<forbidden/>');
      expect(await said(tess, ask('sam', "<x xmlns='urn:x'>words</x>"))).to.equal('');
      expect(await heard(sam)).to.include('words');
      await stage.provision('PATCH', { 'Rm(ops).clr': upTo('U') });
      await tess?.heard();
      expect(await said(tess, ask('sam', version))).to.include('<forbidden/>');
      expect(await heard(una)).not.to.include('<iq');
    });

    it('to oneself tells whether one is in the room', async () => {
      const { tess } = await room({}, 'tess', 'sam');
      const una = await stage.connect('una', 'desk');
      expect(await said(tess, ask('tess', ping))).to.equal(`<iq from='${ops}/tess' id='q' type='result'/>`);
      expect(await said(tess, ask('una', ping))).to.include('<item-not-found/>');
      expect(await said(una, ask('una', ping))).to.include('<not-acceptable/>');
    });

    it('finds nobody who is not there any longer, and no answer of a stranger', async () => {
      const { tess, sam } = await room({}, 'tess', 'sam');
      await tess?.says(ask('sam', version));
      const [, id = ''] = / id='([^']*)' type='get'>/.exec(await heard(sam)) ?? [];
      const una = await enters(stage, 'una');
      const answer = `<iq type='result' id='${id}' to='${ops}/tess'><query xmlns='jabber:iq:version'/></iq>`;
      await una.says(answer);
      await tess?.says(`<presence to='${ops}/tess' type='unavailable'/>`);
      await sam?.says(answer);
      expect(await heard(tess)).to.equal('');
    });
  });

  describe('without content', () => {
    const free = { verbs: { 'Pol.label': 'none' } };
    const composing = "<composing xmlns='http://jabber.org/protocol/chatstates'/>";
    const displayed = (id: string): string => `<displayed xmlns='urn:xmpp:chat-markers:0' id='${id}'/>`;

    it('goes to all, or to one, and what names a message to those who may have that', async () => {
      const { tess, sam, rita } = await room(free, 'tess', 'sam', 'rita');
      await tess?.says(says(body('secret', 'A-S'), 's1'));
      await sam?.heard();
      expect(await said(sam, says(composing, 'c1') + says(displayed('s1'), 'c2'))).to.match(/c1[^]*c2/);
      expect(await heard(rita)).to.equal(`${inRoom('groupchat', 'c1', '/sam')}${composing}</message>`);
      await rita?.says(says(composing, 'c3', 'sam'));
      expect(await heard(sam)).to.equal(`${inRoom('chat', 'c3', '/rita')}${composing}<x/></message>`);
      await sam?.says(says(displayed('s1'), 'c4', 'rita'));
      expect(await heard(rita)).to.equal('');
    });

    it('goes nowhere with a body, or from a stranger, or where the mode denies it', async () => {
      const { tess, sam } = await room(free, 'tess', 'sam');
      const una = await stage.connect('una', 'desk');
      expect(await said(tess, says(`${composing}<body>x</body>`, 'c1'))).to.include('<policy-violation/>');
      expect(await said(una, says(composing, 'c2'))).to.include('<not-acceptable/>');
      expect(await said(tess, says(composing, 'c3', 'una'))).to.include('<item-not-found/>');
      await stage.provision('PATCH', { contentfree: 'deny' });
      expect(await said(tess, says(composing, 'c4'))).to.include('<policy-violation/>');
      expect(await heard(sam)).to.equal('');
    });
  });

  describe('about an earlier message', () => {
    const reaction = (id: string): string =>
      `<reactions xmlns='urn:xmpp:reactions:0' id='${id}'><reaction>+</reaction></reactions>`;
    const correction = `${body('no secret')}<replace xmlns='urn:xmpp:message-correct:0' id='s1'/>`;

    it('is for those who may have that, and with a label of its own for those cleared for the label', async () => {
      const { tess, sam, rita } = await room({}, 'tess', 'sam', 'rita');
      await tess?.says(says(body('secret', 'A-S'), 's1') + says(body('open'), 'o1'));
      await tess?.says(says(correction, 'f1') + says(reaction('s1'), 'f2') + says(reaction('o1'), 'f3'));
      await tess?.says(says(`${correction}${securityLabel('A-U')}`, 'f4') + says(reaction('f1'), 'f5'));
      const ids = (text: string): string[] =>
        [...text.matchAll(/ id='([a-z]\d)' type/g)].map(([, id = '']) => id);
      expect(ids(await heard(sam))).to.deep.equal(['s1', 'o1', 'f1', 'f2', 'f3', 'f4', 'f5']);
      expect(ids(await heard(rita))).to.deep.equal(['o1', 'f3', 'f4']);
      // The history is asked again under other rules
      await stage.provision('PATCH', { 'U(una)': upTo('U', 'R') });
      const una = await enters(stage, 'una');
      await una.says(`<presence to='${ops}/una' type='unavailable'/>`);
      expect(
        ids(
          await said(una, `<presence to='${ops}/una'><x xmlns='http://jabber.org/protocol/muc'/></presence>`),
        ),
      ).to.deep.equal(['o1', 'f4']);
      expect(await said(tess, says(reaction('s1'), 'f6', 'rita'))).to.include('<forbidden/>');
    });

    it('is for all where the fault says it', async () => {
      const { tess, rita } = await room({ faults: ['muc.follow'] }, 'tess', 'rita');
      await tess?.says(says(body('secret', 'A-S'), 's1') + says(correction, 'f1'));
      expect(await heard(rita)).to.include("id='f1'");
    });
  });

  it('reaches nobody whose domain may not carry it', async () => {
    const config = { domains: { 'a2.test': { accounts: { sam: 'sam' } } } };
    const verbs = { 'U(sam@a2.test)': upTo('U', 'R', 'C', 'S'), 'Dom(a2.test).clr': upTo('U') };
    const { tess, sam } = await room({ config, verbs }, 'tess', 'sam');
    const other = await stage.connect('sam@a2.test', 'desk');
    await other.says(enter('other'));
    await sam?.heard();
    await tess?.heard();
    expect(await said(tess, says(body('x', 'A-S'), 'one') + says(body('x', 'A-S'), 'two', 'other'))).to.match(
      /id='one'[^]*<forbidden\/>/,
    );
    expect([(await heard(sam)).includes("id='one'"), await heard(other)]).to.deep.equal([true, '']);
    await tess?.says(says(body('y', 'A-U'), 'three'));
    expect(await heard(other)).to.include("id='three'");
    const again = await stage.connect('sam@a2.test', 'phone');
    const seen = await again.says(enter('other'));
    expect([seen.includes("id='one'"), seen.includes("id='three'")]).to.deep.equal([false, true]);
  });

  it('to several reaches a room among them like any message', async () => {
    const { tess, sam, rita } = await room({}, 'tess', 'sam', 'rita');
    const to = (jid: string): string => `<address type='to' jid='${jid}'/>`;
    const several = `<message to='a.test' type='groupchat' id='m1'><addresses xmlns='http://jabber.org/protocol/address'>${to(ops)}</addresses>${body('to several', 'A-S')}</message>`;
    expect(await said(tess, several)).to.include('to several');
    expect(await heard(sam)).to.include('to several');
    expect(await heard(rita)).to.equal('');
    const subject = several.replace(body('to several', 'A-S'), '<subject>several</subject>');
    await tess?.says(subject);
    expect(await heard(rita)).to.include('<subject>several</subject>');
    expect(await said(tess, subject.replace('</subject>', `</subject>${securityLabel('A-U')}`))).to.include(
      '<bad-request/>',
    );
  });

  it('a disco item of the server is its domain for rooms', async () => {
    const { tess } = await room({}, 'tess');
    const items =
      "<iq type='get' id='d' to='a.test'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>";
    expect(await tess?.says(items)).to.include("<item jid='muc.a.test'/>");
    expect(
      await said(tess, iq('get', "<ping xmlns='urn:xmpp:ping'/>").replace(ops, 'muc.a.test')),
    ).to.include("type='result'");
  });
});
