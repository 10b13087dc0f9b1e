import { expect } from 'chai';
import fc from 'fast-check';
import { jid } from '../../xmpp/read.fixture.ts';
import { labelled, upTo } from '../provision/provision.fixture.ts';
import { type Client, World } from './histories/world.fixture.ts';
import { administer, configure, enter, form, iq, ops } from './room.fixture.ts';

const muc = 'http://jabber.org/protocol/muc';
const here = { address: '127.0.0.1', names: [] };
const users = ['tess', 'sam', 'rita', 'una'];

const nick = fc.constantFrom(...users, 'nobody');
const account = fc.constantFrom(...users, 'ghost').map((user) => `${user}@a.test`);
const address = fc.oneof(
  nick.map((each) => `${ops}/${each}`),
  fc.constant(ops),
);
const affiliation = fc.constantFrom('owner', 'admin', 'member', 'none', 'outcast');
const role = fc.constantFrom('moderator', 'participant', 'visitor', 'none');
const what = fc.oneof(
  affiliation.map((each) => `affiliation='${each}'`),
  role.map((each) => `role='${each}'`),
);
const settings = fc.record(
  {
    membersonly: fc.constantFrom('0', '1'),
    moderatedroom: fc.constantFrom('0', '1'),
    presencebroadcast: fc.subarray(['moderator', 'participant', 'visitor']),
    allowpm: fc.constantFrom('anyone', 'moderators'),
  },
  { requiredKeys: [] },
);
const payload = fc.constantFrom(
  "<query xmlns='http://jabber.org/protocol/disco#info'/>",
  "<query xmlns='http://jabber.org/protocol/disco#items'/>",
  "<query xmlns='jabber:iq:version'/>",
  "<vCard xmlns='vcard-temp'/>",
  "<ping xmlns='urn:xmpp:ping'/>",
);

/** What somebody may send, whether it makes sense or not. */
const stanza = fc.oneof(
  { weight: 4, arbitrary: nick.map((each) => enter(each)) },
  nick.map((each) => `<presence to='${ops}/${each}'><show>away</show></presence>`),
  fc
    .tuple(address, fc.constantFrom('unavailable', 'probe'))
    .map(([to, type]) => `<presence to='${to}' type='${type}'/>`),
  fc
    .tuple(address, fc.constantFrom('groupchat', 'chat'), fc.constantFrom('body', 'subject'))
    .map(([to, type, name]) => `<message to='${to}' type='${type}' id='m'><${name}>x</${name}></message>`),
  nick.map(
    (each) =>
      `<message to='${ops}/${each}' type='error' id='m'><error type='cancel'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
  ),
  fc.tuple(address, payload).map(([to, each]) => `<iq to='${to}' type='get' id='q'>${each}</iq>`),
  fc.tuple(account, what).map(([who, each]) => administer(`<item jid='${who}' ${each}/>`)),
  fc.tuple(nick, what).map(([who, each]) => administer(`<item nick='${who}' ${each}/>`)),
  settings.map((each) => configure(each)),
  nick.map((each) =>
    iq(
      'set',
      `<query xmlns='jabber:iq:register'>${form(`${muc}#register`, { 'muc#register_roomnick': each })}</query>`,
    ),
  ),
  fc.constant(
    `<message to='${ops}' id='v'>${form(`${muc}#request`, { 'muc#role': 'participant' })}</message>`,
  ),
);

describe('a room where moderators alone know who is who', () => {
  it('tells nobody else an address that is not the own one, whatever is done in it', () => {
    const acts = fc.array(fc.tuple(fc.nat(users.length * 2 - 1), stanza), { minLength: 40, maxLength: 200 });
    fc.assert(
      fc.property(acts, fc.constantFrom('open', 'allow-list'), (all, mode) => {
        const world = new World({ 'U*': upTo('U'), 'Pol.label': labelled('U'), iq: mode });
        const clients = users.flatMap((user) =>
          ['one', 'two'].map((resource) => world.connect(`${user}@a.test/${resource}`, here)),
        );
        for (const [who, xml] of all) act(world, clients, who, xml);
        world.close();
        expect(world.mistakes).to.deep.equal([]);
      }),
      { numRuns: 60 },
    );
  });
});

function act(world: World, clients: readonly Client[], who: number, xml: string): void {
  const knewBefore = new Set(clients.filter((client) => mayKnow(world, client)));
  clients[who]?.says(xml);
  for (const [number, client] of clients.entries()) {
    const heard = client.heard();
    const own = client.session.jid.bare;
    if (knewBefore.has(client) || mayKnow(world, client)) continue;
    const others = users.map((user) => `${user}@a.test`).filter((each) => each !== own);
    // An answer may say again what was asked
    const told = others.filter((each) => heard.includes(each) && !(number === who && xml.includes(each)));
    expect(told, `${own} after ${xml}: ${heard}`).to.deep.equal([]);
  }
}

/** Is it a moderator there, or one who keeps the lists? */
function mayKnow({ domain }: World, { session }: Client): boolean {
  const room = domain.rooms.at(jid(ops));
  const affiliation = room?.affiliationOf(session.jid.bare);
  return (
    room?.occupantOf(session.jid)?.role === 'moderator' || affiliation === 'owner' || affiliation === 'admin'
  );
}
