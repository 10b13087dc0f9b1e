import { expect } from 'chai';
import { securityLabel } from '../../enforcement/rules.fixture.ts';
import { RawClient } from '../../xmpp/stream/raw-client.fixture.ts';
import { labelled, upTo } from '../provision/provision.fixture.ts';
import type { Chatter, Stage } from '../server.fixture.ts';
import { administer, configure, enter, enters, ops, plain, startWithRooms } from './room.fixture.ts';

const sm = "xmlns='urn:xmpp:sm:3'";
/** The place of 127.0.0.2 is low, and the room is not for it. */
const lowPlace = { 'Loc(127.0.0.2)': upTo('U'), 'Loc*': upTo('U', 'R', 'S'), 'Rm(ops).lbl': labelled('S') };
const says = (content: string, id: string, nick = ''): string =>
  `<message to='${ops}${nick === '' ? '' : `/${nick}`}' type='${nick === '' ? 'groupchat' : 'chat'}' id='${id}'><body>${id}</body>${content}</message>`;
const asks = (kind: 'invite' | 'decline', to: string, label: string, room = ops): string =>
  `<message to='${room}' id='i'><x xmlns='http://jabber.org/protocol/muc#user'><${kind} to='${to}'><reason>x</reason></${kind}></x>${label}</message>`;

describe('somebody who tries to get more out of a room', () => {
  let stage: Stage;

  afterEach(() => stage.stop());

  it('learns by declining neither whether there is a room nor what it takes', async () => {
    stage = await startWithRooms({ verbs: { 'Rm(ops).clr': upTo('U'), 'Rm(ops).lbl': labelled('S') } });
    await enters(stage, 'tess', {});
    const rita = await stage.connect('rita', 'desk');
    const answers: string[] = [];
    for (const [room, label] of [
      [ops, 'A-R'],
      [ops, 'A-U'],
      ['none@muc.a.test', 'A-R'],
    ] as const) {
      const answer = await rita.says(asks('decline', `${room}/tess`, securityLabel(label), room));
      answers.push(plain(answer).replaceAll(room, ''));
    }
    expect(new Set(answers)).to.have.property('size', 1);
    expect(answers[0]).to.include('<not-acceptable/>');
  });

  it('declines no longer what it may not know of any longer', async () => {
    stage = await startWithRooms();
    const tess = await enters(stage, 'tess', {});
    const rita = await stage.connect('rita', 'desk');
    await tess.says(asks('invite', 'rita@a.test', ''));
    await stage.provision('PATCH', { 'Rm(ops).lbl': labelled('S') });
    expect(await rita.says(asks('decline', `${ops}/tess`, ''))).to.include('<not-acceptable ');
  });

  it('does not find out by declining who it was that invited', async () => {
    stage = await startWithRooms();
    const tess = await enters(stage, 'tess', {});
    const sam = await stage.connect('sam', 'desk');
    await tess.says(asks('invite', 'sam@a.test', ''));
    for (const guess of ['rita@a.test', 'tess@a.test', `${ops}/rita`])
      expect(await sam.says(asks('decline', guess, '')), guess).to.include('<not-acceptable ');
    expect(plain(await sam.says(asks('decline', `${ops}/tess`, '')))).not.to.include('error');
  });

  it('does not find out, without the right to do anything, whose account is in it', async () => {
    stage = await startWithRooms();
    await enters(stage, 'tess', {});
    await enters(stage, 'sam');
    const rita = await enters(stage, 'rita');
    const items = ["jid='sam@a.test' role='none'", "jid='una@a.test' role='none'", "affiliation='what'"];
    const answers: string[] = [];
    for (const item of items) answers.push(await rita.says(administer(`<item ${item}/>`)));
    expect(new Set(answers).size).to.equal(1);
    expect(answers[0]).to.include('<not-allowed ');
  });

  it('hears of it at no place where it may not be known, not by the copy of an error either', async () => {
    stage = await startWithRooms({ verbs: lowPlace });
    const tess = await enters(stage, 'tess', {});
    const copies = "<iq type='set' id='c'><enable xmlns='urn:xmpp:carbons:2'/></iq>";
    const [low, high] = [
      await stage.connectFrom('127.0.0.2', 'tess', 'low'),
      await stage.connect('tess', 'high'),
    ];
    await low.says(copies);
    await high.says(copies);
    expect(await tess.says(says('', 'one', 'nobody'))).to.include('<item-not-found ');
    expect(await high.heard()).to.include('<item-not-found ');
    expect(await low.heard()).to.not.include(ops);
  });

  it('makes no room of the domain itself', async () => {
    stage = await startWithRooms();
    const rita = await stage.connect('rita', 'desk');
    expect(await rita.says("<presence to='muc.a.test/rita'/>")).to.include('<jid-malformed ');
    const rooms =
      "<iq type='get' id='r' to='muc.a.test'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>";
    expect(await rita.says(rooms)).to.not.include('<item');
  });

  it('makes none anew, without the labels of the one before, by being there still', async () => {
    stage = await startWithRooms();
    const rita = await stage.connect('rita', 'desk');
    expect(await rita.says(`<presence to='${ops}/rita'/>`)).to.include('<item-not-found ');
    expect(await rita.says(enter('rita'))).to.include("<status code='201'/>");
  });

  it('has nobody take its words for those of the room, however it spells the address', async () => {
    stage = await startWithRooms();
    const tess = await enters(stage, 'tess', {});
    const forged = `<stanza-id xmlns='urn:xmpp:sid:0' by='OPS@muc.a.test' id='1'/><delay xmlns='urn:xmpp:delay' from='ops@MUC.a.test' stamp='2002-09-10T23:08:25Z'/>`;
    expect(await tess.says(says(forged, 'one'))).to.include('<body>one</body></message>');
  });

  it('names what others may not have, in a message that asks for the default label, to those who may', async () => {
    stage = await startWithRooms();
    const tess = await enters(stage, 'tess', {});
    const [sam, rita] = [await enters(stage, 'sam'), await enters(stage, 'rita')];
    await tess.says(says(securityLabel('A-S'), 'secret'));
    const asked = "<securitylabel xmlns='urn:xmpp:sec-label:0'><label/></securitylabel>";
    await tess.says(says(`<replace xmlns='urn:xmpp:message-correct:0' id='secret'/>${asked}`, 'again'));
    expect(await sam.heard()).to.include('<body>again</body>');
    expect(await rita.heard()).to.not.include('<body>');
  });

  it('fills neither the room nor those who enter it', async () => {
    stage = await startWithRooms();
    const tess = await enters(stage, 'tess', { historylength: '200' });
    const long = 'x'.repeat(8200);
    const rita = await stage.connect('rita', 'desk');
    const entering = enter('rita').replace('</presence>', `<status>${long}</status></presence>`);
    expect(await rita.says(entering)).to.match(/<error [^>]*by='ops@muc.a.test'[^>]*><policy-violation /);
    expect(await rita.says(enter('rita').replace('<presence', `<presence xml:lang='${long}'`))).to.include(
      '<policy-violation ',
    );
    await rita.says(enter('rita'));
    expect(await rita.says(`<presence to='${ops}/rita'><status>${long}</status></presence>`)).to.include(
      '<policy-violation ',
    );
    await rita.says(`<presence to='${ops}/rita' type='unavailable'><status>${long}</status></presence>`);
    const seen = await tess.heard();
    expect(seen)
      .to.match(/\/rita'[^>]* type='unavailable'/)
      .and.to.not.include(long);
    for (let number = 0; number < 6; number += 1)
      await tess.says(says(`<x>${'x'.repeat(250_000)}</x>`, `m${number}`));
    const history = await rita.says(enter('rita'));
    expect([...history.matchAll(/<body>(m\d)/g)].map(([, id]) => id)).to.deep.equal(['m2', 'm3', 'm4', 'm5']);
  });

  it('makes no more rooms by giving them away', async () => {
    stage = await startWithRooms();
    const tess = await stage.connect('tess', 'desk');
    const room = [
      enter('tess'),
      configure({ persistentroom: '1' }),
      administer("<item affiliation='owner' jid='ghost@a.test'/>"),
      administer("<item affiliation='none' jid='tess@a.test'/>"),
      `<presence type='unavailable' to='${ops}/tess'/>`,
    ].join('');
    for (let number = 0; number < 200; number += 1)
      await tess.says(room.replaceAll(ops, `r${number}@muc.a.test`));
    expect(await tess.says(enter('tess'))).to.include('<resource-constraint ');
  });

  describe('by what waited for it', () => {
    async function enable(chatter: Chatter): Promise<string> {
      chatter.raw.send(`<enable ${sm} resume='true'/>`);
      return / id='([^']+)'/.exec(await chatter.raw.until('/>'))?.[1] ?? '';
    }

    /** What the session gets when it resumes. */
    async function resume(user: string, previd: string, domain: string, from?: string): Promise<string> {
      const raw = await RawClient.connect(stage.port, from);
      await raw.open(domain);
      await raw.logIn(user, user);
      await raw.open(domain);
      raw.send(
        `<resume ${sm} previd='${previd}' h='0'/><iq type='get' id='after'><ping xmlns='urn:xmpp:ping'/></iq>`,
      );
      return (await raw.until("id='after' type='result'/>")).replaceAll('"', "'");
    }

    it('does not see at a low place who is there, and hears that it is out', async () => {
      stage = await startWithRooms({ verbs: lowPlace });
      const tess = await enters(stage, 'tess', {});
      const sam = await enters(stage, 'sam');
      const id = await enable(sam);
      sam.raw.drop();
      await tess.says(`<presence to='${ops}/tess'><status>at sea</status></presence>`);
      const read = await resume('sam', id, 'a.test', '127.0.0.2');
      expect(read).to.not.include(`${ops}/tess`);
      expect(read).to.match(/from='ops@muc.a.test\/sam'[^>]* type='unavailable'.*<status code='307'\/>/);
    });

    it('hears that it was put out meanwhile, and still sees those it is with', async () => {
      stage = await startWithRooms();
      const tess = await enters(stage, 'tess', {});
      const sam = await enters(stage, 'sam');
      await tess.heard();
      let id = await enable(sam);
      sam.raw.drop();
      await tess.says(`<presence to='${ops}/tess'><status>at sea</status></presence>`);
      expect(await resume('sam', id, 'a.test')).to.include('at sea');
      const rita = await enters(stage, 'rita');
      id = await enable(rita);
      rita.raw.drop();
      await tess.says(administer("<item nick='rita' role='none'/>"));
      expect(await resume('rita', id, 'a.test')).to.include("<status code='307'/>");
    });

    it('leaves nobody without an answer to what they asked it', async () => {
      stage = await startWithRooms();
      const tess = await enters(stage, 'tess', {});
      const sam = await enters(stage, 'sam');
      const id = await enable(sam);
      sam.raw.drop();
      await tess.says(`<iq type='get' id='v' to='${ops}/sam'><query xmlns='jabber:iq:version'/></iq>`);
      await resume('sam', id, 'a.test');
      expect(plain(await tess.heard())).to.include(`<iq from='${ops}/sam' id='v' type='error'>`);
    });

    it('gets nothing that its domain may not carry any longer', async () => {
      const config = { domains: { 'a2.test': { accounts: { sam: 'sam' } } } };
      stage = await startWithRooms({ config, verbs: { 'U(sam@a2.test)': upTo('U', 'S') } });
      const tess = await enters(stage, 'tess', {});
      const sam = await stage.connect('sam@a2.test', 'desk');
      await sam.says(enter('sam'));
      const id = await enable(sam);
      sam.raw.drop();
      await tess.says(says(securityLabel('A-S'), 'secret') + says(securityLabel('A-U'), 'open'));
      await stage.provision('PATCH', { 'Dom(a2.test).clr': upTo('U') });
      const read = await resume('sam', id, 'a2.test');
      expect(read).to.include('<body>open</body>').and.to.not.include('<body>secret</body>');
    });
  });
});
