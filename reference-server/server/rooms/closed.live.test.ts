import { expect } from 'chai';
import { securityLabel } from '../../enforcement/rules.fixture.ts';
import { labelled, upTo } from '../provision/provision.fixture.ts';
import type { Stage } from '../server.fixture.ts';
import { administer, enters, form, iq, list, ops, plain, startWithRooms } from './room.fixture.ts';

const muc = 'http://jabber.org/protocol/muc';
const none = 'none@muc.a.test';
const get = (payload: string, to = ops): string => `<iq type='get' id='q' to='${to}'>${payload}</iq>`;
const says = (content: string, type = 'groupchat', to = ops): string =>
  `<message to='${to}' type='${type}' id='m'>${content}</message>`;
const user = (content: string): string => says(`<x xmlns='${muc}#user'>${content}</x>`, 'normal');
const multicast = (to: string): string =>
  `<message to='a.test' type='groupchat' id='m'><addresses xmlns='http://jabber.org/protocol/address'><address type='to' jid='${to}'/></addresses><body>x</body></message>`;
const ping = "<ping xmlns='urn:xmpp:ping'/>";
const items = "<query xmlns='http://jabber.org/protocol/disco#items'/>";
const catalog = (to: string): string => `<catalog xmlns='urn:xmpp:sec-label:catalog:2' to='${to}'/>`;
const nick = form(`${muc}#register`, { 'muc#register_roomnick': 'x' });

/** All that can be asked of a room, or of somebody in it, but to enter: that makes a room where there is none. */
const requests: Readonly<Record<string, string>> = {
  features: get("<query xmlns='http://jabber.org/protocol/disco#info'/>"),
  'features of an occupant': get("<query xmlns='http://jabber.org/protocol/disco#info'/>", `${ops}/tess`),
  occupants: get(items),
  registration: get("<query xmlns='jabber:iq:register'/>"),
  'to register': iq('set', `<query xmlns='jabber:iq:register'>${nick}</query>`),
  'its form': get(`<query xmlns='${muc}#owner'/>`),
  'its end': iq('set', `<query xmlns='${muc}#owner'><destroy/></query>`),
  'its members': list("<item affiliation='member'/>"),
  'to be a member': administer("<item affiliation='member' jid='rita@a.test'/>"),
  catalog: get("<catalog xmlns='urn:xmpp:sec-label:catalog:2'/>"),
  'catalog, of the domain': `<iq type='get' id='q'>${catalog(ops)}</iq>`,
  'catalog for an occupant': get(catalog(`${ops}/tess`), 'muc.a.test'),
  ping: get(ping),
  'ping of an occupant': get(ping, `${ops}/tess`),
  'what nobody knows': get("<x xmlns='urn:x'/>"),
  message: says('<body>x</body>'),
  'message that the room takes': says(`<body>x</body>${securityLabel('A-U')}`),
  'message that it does not take': says(`<body>x</body>${securityLabel('A-R')}`),
  'normal message': says('<body>x</body>', 'normal'),
  'private message': says('<body>x</body>', 'chat', `${ops}/tess`),
  'message to all, to one': says('<body>x</body>', 'groupchat', `${ops}/tess`),
  subject: says('<subject>x</subject>'),
  'typing notification': says("<composing xmlns='http://jabber.org/protocol/chatstates'/>"),
  'request for voice': says(form(`${muc}#request`, { 'muc#role': 'participant' }), 'normal'),
  invitation: user("<invite to='una@a.test'><reason>x</reason></invite>"),
  'refusal of one': user(`<decline to='${ops}/tess'/>`),
  'probe of presence': `<presence to='${ops}/tess' type='probe'/>`,
  'presence of who is not in it': `<presence to='${ops}/tess'/>`,
  leaving: `<presence to='${ops}/tess' type='unavailable'/>`,
  subscription: `<presence to='${ops}' type='subscribe'/>`,
  'message to several': multicast(ops) + multicast(`${ops}/tess`),
};

describe('whoever may not know of a room', () => {
  let stage: Stage;

  afterEach(() => stage.stop());

  const item = { label: { policy: 'HARNESS-A', classification: 'SECRET' } };
  const verbs = { 'Cat(a.test)': { items: [item] }, 'Rm(ops).clr': upTo('U', 'S') };
  for (const denials of ['explicit', 'opaque'])
    it(`is answered like one who asks for a room that is not there, where denials are ${denials}`, async () => {
      stage = await startWithRooms({ verbs: { ...verbs, denials } });
      const tess = await enters(stage, 'tess', {});
      const label = form(`${muc}#roomconfig`, { 'sec-label#label': 'Catalog:SECRET' });
      await tess.says(iq('set', `<query xmlns='${muc}#owner'>${label}</query>`));
      const rita = await stage.connect('rita', 'desk');
      const asked = async (xml: string, room: string): Promise<string> =>
        plain(await rita.says(xml.replaceAll(ops, room))).replaceAll(room, 'the room');
      for (const [name, xml] of Object.entries(requests))
        expect(await asked(xml, ops), name).to.equal(await asked(xml, none));
      expect(await rita.says(get(items, 'muc.a.test'))).to.not.include(ops);
      expect(await tess.heard()).to.equal('');
    });

  it('sees by the same requests that others are answered otherwise', async () => {
    stage = await startWithRooms({ verbs });
    await enters(stage, 'tess', {});
    const sam = await stage.connect('sam', 'desk');
    const answers = [ops, none].map((room) => sam.says((requests['features'] ?? '').replaceAll(ops, room)));
    const [there, absent] = await Promise.all(answers);
    expect(there).to.include('<feature').and.not.equal(absent);
  });

  it('finds no domain for rooms behind any address, where that is closed', async () => {
    stage = await startWithRooms({ verbs: { 'Dom(muc.a.test).lbl': labelled('S') } });
    await enters(stage, 'tess', {});
    const rita = await stage.connect('rita', 'desk');
    for (const [name, xml] of Object.entries(requests)) {
      const there = (await rita.says(xml)).replaceAll(ops, 'the room');
      expect((await rita.says(xml.replaceAll(ops, none))).replaceAll(none, 'the room'), name).to.equal(there);
    }
    expect(await rita.says(`<presence to='${ops}'/>`)).to.include('<forbidden ');
  });
});
