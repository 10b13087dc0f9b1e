import { expect } from 'chai';
import { labelled, upTo } from '../provision/provision.fixture.ts';
import type { Chatter, Stage, StageWish } from '../server.fixture.ts';
import { configure, enter, enters, ops, plain, startWithRooms } from './room.fixture.ts';

const disco = (what: 'info' | 'items', to: string, node = ''): string =>
  `<iq type='get' id='d' to='${to}'><query xmlns='http://jabber.org/protocol/disco#${what}'${node === '' ? '' : ` node='${node}'`}/></iq>`;
const catalog = (at: string, to = ''): string =>
  `<iq type='get' id='c' to='${at}'><catalog xmlns='urn:xmpp:sec-label:catalog:2'${to === '' ? '' : ` to='${to}'`}/></iq>`;
const notFound = (id: string, from: string): string =>
  `<iq from='${from}' id='${id}' type='error'><error type='cancel'><item-not-found/></error></iq>`;

const label = (word: 'U' | 'R' | 'C' | 'S', more: object = {}): unknown => ({
  label: labelled(word),
  ...more,
});
const verbs = {
  'Cat(a.test)': {
    name: 'Labels',
    items: [label('U', { default: true }), label('R'), label('C'), label('S')],
  },
};
/** The selectors of a catalog; the default one with a star. */
const offered = (text: string): string[] =>
  [...text.matchAll(/<item selector='([^']*)'([^>]*)>/g)].map(
    ([, selector = '', more = '']) => `${selector}${more.includes("default='true'") ? '*' : ''}`,
  );

describe('what can be found out of a room', () => {
  let stage: Stage;

  afterEach(() => stage.stop());

  async function room(
    wish: StageWish,
    config: Readonly<Record<string, string>>,
    ...users: readonly string[]
  ): Promise<Record<string, Chatter>> {
    stage = await startWithRooms({ ...wish, verbs: { ...verbs, ...wish.verbs } });
    const tess = await enters(stage, 'tess', config);
    const chatters: Record<string, Chatter> = { tess };
    for (const user of users) chatters[user] = await stage.connect(user, 'desk');
    await tess.heard();
    return chatters;
  }

  const said = async (chatter: Chatter | undefined, xml: string): Promise<string> =>
    plain((await chatter?.says(xml)) ?? '').replaceAll(/ xmlns='[^']*disco#[^']*'/g, '');

  it('is what the domain and the room are and can', async () => {
    const { tess, rita } = await room(
      { verbs: { 'Rm(ops).dfl': labelled('R') } },
      { roomdesc: 'A room' },
      'rita',
    );
    expect(await said(rita, disco('info', 'muc.a.test'))).to.equal(
      "<iq from='muc.a.test' id='d' type='result'><query><identity category='conference' type='text' name='Rooms'/>" +
        "<feature var='http://jabber.org/protocol/disco#info'/><feature var='http://jabber.org/protocol/disco#items'/>" +
        "<feature var='http://jabber.org/protocol/muc'/><feature var='urn:xmpp:ping'/><feature var='jabber:iq:version'/>" +
        "<feature var='urn:xmpp:sec-label:0'/><feature var='urn:xmpp:sec-label:catalog:2'/></query></iq>",
    );
    const info = await said(rita, disco('info', ops));
    expect(info).to.include("<identity category='conference' type='text' name='ops'/>");
    for (const feature of ['muc_public', 'muc_temporary', 'muc_open', 'muc_unsecured', 'muc_semianonymous'])
      expect(info).to.include(`<feature var='${feature}'/>`);
    expect(info).to.include(
      "<feature var='urn:xmpp:sec-label:0'/><feature var='urn:xmpp:sec-label:catalog:2'/>",
    );
    expect(info).to.include("<field var='muc#roominfo_description'><value>A room</value></field>");
    expect(info).to.include("<field var='muc#roominfo_occupants'><value>1</value></field>");
    expect(info).to.include(
      "<field var='{urn:xmpp:sec-label:0}default-label'><value>RESTRICTED</value></field>",
    );
    await stage.provision('PATCH', { 'Rm(ops).dfl': 'none', 'Cat(a.test)': 'none' });
    expect(await said(rita, disco('info', ops))).not.to.match(/default-label|catalog/);
    await tess?.says(
      configure({
        publicroom: '0',
        persistentroom: '1',
        membersonly: '1',
        moderatedroom: '1',
        whois: 'anyone',
        passwordprotectedroom: '1',
        roomsecret: 'x',
        roomname: 'Operations',
        lang: 'en',
      }),
    );
    const other = await said(rita, disco('info', ops));
    expect(other).to.include("name='Operations'");
    for (const feature of [
      'muc_hidden',
      'muc_persistent',
      'muc_membersonly',
      'muc_passwordprotected',
      'muc_nonanonymous',
      'muc_moderated',
    ])
      expect(other).to.include(`<feature var='${feature}'/>`);
    expect(other).to.include("<field var='muc#roominfo_lang'><value>en</value></field>");
  });

  it('lists rooms for those who may know of them, and people for those inside', async () => {
    const { tess, rita } = await room({}, {}, 'rita');
    const listed = `<iq from='muc.a.test' id='d' type='result'><query><item jid='${ops}' name='ops'/></query></iq>`;
    const empty = "<iq from='muc.a.test' id='d' type='result'><query/></iq>";
    const locked = await stage.connect('sam', 'desk');
    await locked.says(
      "<presence to='other@muc.a.test/sam'><x xmlns='http://jabber.org/protocol/muc'/></presence>",
    );
    expect(await said(rita, disco('items', 'muc.a.test'))).to.equal(listed);
    expect(await said(rita, disco('info', 'other@muc.a.test'))).to.equal(notFound('d', 'other@muc.a.test'));
    expect(await said(locked, disco('info', 'other@muc.a.test'))).to.include("name='other'");
    expect(await said(rita, disco('items', ops))).to.equal(
      `<iq from='${ops}' id='d' type='result'><query/></iq>`,
    );
    expect(await said(tess, disco('items', ops))).to.include(`<item jid='${ops}/tess' name='tess'/>`);
    await stage.provision('PATCH', { 'Rm(ops).lbl': labelled('S') });
    expect(await said(rita, disco('items', 'muc.a.test'))).to.equal(empty);
    await tess?.heard();
    expect(await said(tess, disco('items', 'muc.a.test'))).to.equal(listed);
    await tess?.says(configure({ publicroom: '0' }));
    expect(await said(tess, disco('items', 'muc.a.test'))).to.equal(empty);
  });

  it('of one that is closed to who asks is as of none', async () => {
    const { rita } = await room({ verbs: { 'Rm(ops).lbl': labelled('S') } }, {}, 'rita');
    const none = 'none@muc.a.test';
    const questions = [
      (at: string): string => disco('info', at),
      (at: string): string => disco('items', at),
      (at: string): string => disco('info', at, 'x-roomuser-item'),
      (at: string): string => disco('info', at, 'http://jabber.org/protocol/muc#traffic'),
      (at: string): string => disco('info', `${at}/tess`),
      (at: string): string => catalog(at),
      (at: string): string => catalog('a.test', at),
      (at: string): string => catalog('muc.a.test', `${at}/tess`),
      (at: string): string => `<iq type='get' id='p' to='${at}'><ping xmlns='urn:xmpp:ping'/></iq>`,
      (at: string): string => `<iq type='set' id='r' to='${at}'><query xmlns='jabber:iq:register'/></iq>`,
      (at: string): string => `<message id='g' type='groupchat' to='${at}'><body>x</body></message>`,
      (at: string): string => `<message id='g' type='chat' to='${at}/tess'><body>x</body></message>`,
      (at: string): string => `<message id='g' type='groupchat' to='${at}'><subject>x</subject></message>`,
    ];
    for (const question of questions) {
      const closed = await said(rita, question(ops));
      expect(closed).to.equal((await said(rita, question(none))).replaceAll(none, ops));
      expect(closed).to.match(/<(?:item-not-found|not-acceptable)\/>/);
    }
  });

  it('of a domain that is closed to who asks is nothing, whatever is asked', async () => {
    const { tess, rita } = await room({ verbs: { 'Dom(muc.a.test).lbl': labelled('S') } }, {}, 'rita');
    const answers = [
      await said(rita, disco('info', 'muc.a.test')),
      await said(rita, disco('items', 'muc.a.test')),
      await said(rita, disco('info', ops)),
      await said(rita, disco('info', 'none@muc.a.test')),
      await said(rita, enter('rita')),
    ];
    expect(answers.map((text) => text.includes('<forbidden/>'))).to.deep.equal(answers.map(() => true));
    expect(await said(rita, disco('items', 'a.test'))).to.equal(
      "<iq from='a.test' id='d' type='result'><query/></iq>",
    );
    expect(await said(tess, disco('items', 'a.test'))).to.include("<item jid='muc.a.test'/>");
    expect(await said(rita, catalog('a.test', 'muc.a.test'))).to.equal(notFound('c', 'a.test'));
  });

  it('is told, where the fault says it', async () => {
    const { rita } = await room(
      { verbs: { 'Rm(ops).lbl': labelled('S') }, faults: ['disco.rooms'] },
      {},
      'rita',
    );
    expect(await said(rita, disco('items', 'muc.a.test'))).to.include(ops);
    expect(await said(rita, disco('info', ops))).to.include("name='ops'");
  });

  it('has nodes for a nickname of one`s own, and for what passes', async () => {
    const { tess, sam } = await room({}, {}, 'sam');
    const register =
      "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field><field var='muc#register_roomnick'><value>Samwise</value></field></x></query>";
    const own = disco('info', ops, 'x-roomuser-item');
    const none = `<iq from='${ops}' id='d' type='result'><query node='x-roomuser-item'/></iq>`;
    expect(await said(sam, own)).to.equal(none);
    await sam?.says(`<iq type='set' id='r' to='${ops}'>${register}</iq>`);
    expect(await said(sam, own)).to.include("<identity category='conference' type='text' name='Samwise'/>");
    await tess?.heard();
    expect(await said(tess, own)).to.equal(none);
    expect(await said(sam, disco('info', ops, 'http://jabber.org/protocol/muc#traffic'))).to.include(
      '<feature-not-implemented/>',
    );
    for (const [what, at] of [
      ['info', ops],
      ['items', ops],
      ['info', 'muc.a.test'],
      ['items', 'muc.a.test'],
    ] as const)
      expect(await said(sam, disco(what, at, 'urn:other'))).to.equal(notFound('d', at));
  });

  describe('by its catalog', () => {
    it('is what the room takes from who asks, whoever is in it, with its usual label as the default', async () => {
      const limits = { 'Rm(ops).clr': upTo('U', 'R', 'S'), 'Rm(ops).dfl': labelled('R') };
      const { tess, rita } = await room({ verbs: limits }, {}, 'rita', 'una');
      await rita?.says(enter('rita'));
      await tess?.heard();
      for (const question of [catalog('a.test', ops), catalog('muc.a.test', ops), catalog(ops)]) {
        expect(offered(await said(tess, question))).to.deep.equal(['UNCLASSIFIED', 'RESTRICTED*', 'SECRET']);
        expect(offered(await said(rita, question))).to.deep.equal(['UNCLASSIFIED', 'RESTRICTED*']);
      }
      await stage.provision('PATCH', { 'Rm(ops).dfl': labelled('S') });
      expect(offered(await said(rita, catalog(ops)))).to.deep.equal(['UNCLASSIFIED', 'RESTRICTED']);
      await stage.provision('PATCH', { 'Rm(ops).dfl': 'none' });
      expect(offered(await said(rita, catalog(ops)))).to.deep.equal(['UNCLASSIFIED*', 'RESTRICTED']);
    });

    it('is for an occupant what that one may have, as far as that is shown', async () => {
      const { tess, rita } = await room({ verbs: { 'Rm(ops).clr': upTo('U', 'R', 'S') } }, {}, 'rita');
      await rita?.says(enter('rita'));
      await tess?.heard();
      const toRita = catalog('a.test', `${ops}/rita`);
      expect(offered(await said(tess, toRita))).to.deep.equal(['UNCLASSIFIED*', 'RESTRICTED']);
      expect(await said(tess, catalog('a.test', `${ops}/nobody`))).to.equal(notFound('c', 'a.test'));
      const una = await stage.connect('una', 'desk');
      expect(await said(una, toRita)).to.equal(notFound('c', 'a.test'));
      const all = ['UNCLASSIFIED*', 'RESTRICTED', 'SECRET'];
      await stage.provision('PATCH', { 'Cat.reveal': 'none' });
      expect(offered(await said(tess, toRita))).to.deep.equal(all);
      await stage.provision('PATCH', { 'Cat.reveal': 'contacts' });
      expect(offered(await said(tess, toRita))).to.deep.equal(all);
      await rita?.says("<presence type='subscribed' to='tess@a.test'/>");
      await tess?.says("<presence type='subscribe' to='rita@a.test'/>");
      await rita?.says("<presence type='subscribed' to='tess@a.test'/>");
      await tess?.heard();
      expect(offered(await said(tess, toRita))).to.deep.equal(['UNCLASSIFIED*', 'RESTRICTED']);
      // Who may not know whose nickname it is does not learn it so either
      await tess?.says("<presence type='subscribed' to='rita@a.test'/>");
      await rita?.says("<presence type='subscribe' to='tess@a.test'/>");
      await stage.provision('PATCH', { 'U(tess)': upTo('U'), 'U(rita)': upTo('U', 'R', 'S') });
      expect(offered(await said(rita, catalog('a.test', `${ops}/tess`)))).to.deep.equal(all);
    });

    it('forgets the room, or its usual label, where the fault says it', async () => {
      const limits = { 'Rm(ops).clr': upTo('U', 'R'), 'Rm(ops).dfl': labelled('R') };
      const { tess } = await room({ verbs: limits, faults: ['cat.room', 'cat.room-default'] }, {});
      expect(offered(await said(tess, catalog(ops)))).to.deep.equal([
        'UNCLASSIFIED*',
        'RESTRICTED',
        'CONFIDENTIAL',
        'SECRET',
      ]);
    });
  });
});
