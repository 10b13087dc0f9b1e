import { expect } from 'chai';
import { securityLabel } from '../enforcement/rules.fixture.ts';
import { jid } from '../xmpp/read.fixture.ts';
import { labelled, upTo } from './provision/provision.fixture.ts';
import { World } from './rooms/histories/world.fixture.ts';

const ops = 'ops@muc.a.test';
const here = { address: '127.0.0.1', names: [] };
const enter = (nick: string): string =>
  `<presence to='${ops}/${nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>`;
const open = `<iq type='set' id='open' to='${ops}'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query></iq>`;

describe('a session that cannot be written to', () => {
  const world = new World({ 'U*': upTo('U'), 'U(tess)': upTo('U', 'S'), 'Pol.label': labelled('U') });

  after(() => {
    world.close();
  });

  it('costs nobody else a message, and keeps nobody in a room', () => {
    const users = ['tess', 'rita', 'una', 'sam'];
    const [tess, rita, una, sam] = users.map((user) => world.connect(`${user}@a.test/desk`, here));
    for (const [number, client] of [tess, rita, una, sam].entries()) {
      client?.says(enter(users[number] ?? ''));
      if (number === 0) client?.says(open);
    }
    if (rita === undefined) throw new Error('nobody is there');
    rita.session.send = (): never => {
      throw new Error('no such luck');
    };
    for (const client of [tess, una, sam]) client?.heard();
    tess?.says(
      `<message type='groupchat' id='m' to='${ops}'><body>to all</body>${securityLabel('A-U')}</message>`,
    );
    for (const client of [tess, una, sam])
      expect(client?.heard()).to.include('<body>to all</body>').and.to.not.include('error');
    world.provision({ 'Rm(ops).lbl': labelled('S') });
    const inside = [...(world.domain.rooms.at(jid(ops))?.occupants ?? [])].map(({ nick }) => nick);
    expect(inside).to.deep.equal(['tess']);
    expect(world.mistakes).to.have.length.greaterThan(0);
  });
});
