import { expect } from 'chai';
import { Chatter, type Stage } from '../server.fixture.ts';
import { Federated, freePorts } from './two-servers.fixture.ts';

describe('the bounds of federation in the configuration', () => {
  let federated: Federated;
  let a: Stage;
  let b: Stage;

  before(async () => {
    federated = await Federated.make();
    const [one = 0, other = 0] = await freePorts(2);
    const routes = {
      'a.test': `127.0.0.1:${one}`,
      'muc.a.test': `127.0.0.1:${one}`,
      'b.test': `127.0.0.1:${other}`,
      'muc.b.test': `127.0.0.1:${other}`,
      'x.c.test': '127.0.0.1:1',
      'y.c.test': '127.0.0.1:1',
    };
    const bounds = { pairsPerParent: 1, backOffSeconds: 600, sessionsPerOccupant: 1, roomShare: 0 };
    a = await federated.start('a.test', routes['a.test'], routes, rooms('muc.a.test'), {
      ...bounds,
      pairsPerParent: 2,
    });
    b = await federated.start('b.test', routes['b.test'], routes, rooms('muc.b.test'), bounds);
  });

  after(async () => {
    await federated.stop();
    expect([...a.mistakes, ...b.mistakes]).to.deep.equal([]);
  });

  it('hold for how many domains below one parent are waited for', async () => {
    const tess = await Chatter.connect(b.port, 'tess@b.test', 'z');
    tess.raw.send("<message to='u@x.c.test' id='1'><body>there</body></message>");
    expect(await tess.raw.until('</message>')).to.match(/remote-server-timeout/);
    tess.raw.send("<message to='u@y.c.test' id='2'><body>there</body></message>");
    expect(await tess.raw.until('</message>')).to.match(/id='2'.*resource-constraint/);
  });

  it('hold for sessions in a room, and for rooms, of users elsewhere', async () => {
    const sam = await a.connect('sam', 'x');
    expect(await sam.says(entering('ops@muc.a.test/sam'))).to.include("code='201'");
    expect(await sam.says(unlocking)).to.include("id='open' type='result'");
    const [tess, tessAgain] = [
      await Chatter.connect(b.port, 'tess@b.test', 'one'),
      await Chatter.connect(b.port, 'tess@b.test', 'two'),
    ];
    tess.raw.send(entering('ops@muc.a.test/tess'));
    expect(await tess.raw.until('<subject')).to.match(/code=["']110/);
    tessAgain.raw.send(entering('ops@muc.a.test/tess'));
    expect(await tessAgain.raw.until('<resource-constraint')).to.include("from='ops@muc.a.test/tess'");
    tess.raw.send(entering('own@muc.a.test/tess'));
    expect(await tess.raw.until('<resource-constraint')).to.include("from='own@muc.a.test/tess'");
  });
});

const unlocking = `<iq to='ops@muc.a.test' type='set' id='open'><query xmlns='http://jabber.org/protocol/muc#owner'>
  <x xmlns='jabber:x:data' type='submit'/></query></iq>`;

function rooms(domain: string): { config: { rooms: string[] } } {
  return { config: { rooms: [domain] } };
}

function entering(occupant: string): string {
  return `<presence to='${occupant}'><x xmlns='http://jabber.org/protocol/muc'/></presence>`;
}
