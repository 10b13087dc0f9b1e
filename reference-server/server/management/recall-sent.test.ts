import { expect } from 'chai';
import { securityLabel } from '../../enforcement/rules.fixture.ts';
import { labelled, upTo } from '../provision/provision.fixture.ts';
import type { ProvisionVerbs } from '../provision/verbs.ts';
import { type Client, World } from '../rooms/histories/world.fixture.ts';

const ops = 'ops@muc.a.test';
const here = { address: '127.0.0.1', names: [] };

describe('what a room said to a session that had lost its connection', () => {
  let world: World;
  let juliet: Client;
  let romeo: Client;

  beforeEach(() => {
    world = new World({ 'U*': upTo('U', 'R', 'S'), 'Pol.label': labelled('U') });
    juliet = world.connect('juliet@a.test/desk', here);
    romeo = world.connect('romeo@a.test/desk', here);
    for (const [nick, client] of Object.entries({ juliet, romeo })) {
      client.says(`<presence to='${ops}/${nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>`);
      if (client === juliet)
        client.says(
          `<iq type='set' id='open' to='${ops}'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query></iq>`,
        );
    }
    for (const client of [juliet, romeo]) client.heard();
  });

  afterEach(() => {
    world.close();
  });

  /** The bodies that romeo gets on resuming, this being changed meanwhile: one said to all, one to him. */
  function heardAfter(change: ProvisionVerbs): readonly string[] {
    romeo.isLost();
    const secret = securityLabel('A-S');
    juliet.says(`<message type='groupchat' to='${ops}'><body>to all</body>${secret}</message>`);
    juliet.says(`<message type='chat' to='${ops}/romeo'><body>to one</body>${secret}</message>`);
    world.provision(change);
    romeo.resumes(here);
    const heard = romeo.heard();
    expect(world.mistakes).to.deep.equal([]);
    return [...heard.matchAll(/ to='([^']*)'[^<]*<body>([^<]*)<\/body>/g)].map(
      ([, to, body]) => `${to}: ${body}`,
    );
  }

  it('comes where nothing stands against it, to the address of the session', () => {
    const all = ['romeo@a.test/desk: to all', 'romeo@a.test/desk: to one'];
    expect(heardAfter({})).to.deep.equal(all);
    expect(heardAfter({ 'Rm(ops).clr': upTo('S') })).to.deep.equal(all);
  });

  it('stays away where the room, its domain or the recipient may not have it any longer', () => {
    const level = upTo('U', 'R');
    for (const verb of ['Rm(ops).clr', 'Dom(muc.a.test).clr', 'Dom(a.test).clr', 'Srv.clr', 'U(romeo)']) {
      expect(heardAfter({ [verb]: level }), verb).to.deep.equal([]);
      world.provision({ [verb]: 'none', 'U(romeo)': upTo('U', 'R', 'S') });
    }
    expect(heardAfter({ 'Rm(ops).exact': labelled('R') })).to.deep.equal([]);
  });
});
