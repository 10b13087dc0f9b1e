import { expect } from 'chai';
import { securityLabel } from '../../enforcement/rules.fixture.ts';
import { Federated, freePorts } from '../federation/two-servers.fixture.ts';
import { upTo } from '../provision/provision.fixture.ts';
import { Chatter, type Stage } from '../server.fixture.ts';
import { configure, enter, heard, iq, ops, said } from './room.fixture.ts';

const says = (body: string, label: string): string =>
  `<message to='${ops}' type='groupchat' id='${body}'><body>${body}</body>${securityLabel(label)}</message>`;
const bodiesIn = (text: string): string[] =>
  [...text.matchAll(/<body>([^<]*)<\/body>/g)].map(([, body = '']) => body);

/** The room is at a.test, where tess and sam are; rita and una are users of b.test. */
describe('a room with users of another server', () => {
  let federated: Federated;
  let a: Stage;
  let b: Stage;
  let tess: Chatter;
  let sam: Chatter;
  let rita: Chatter;

  const withRita = (): Promise<Chatter> => Chatter.connect(b.port, 'rita@b.test', 'home');

  beforeEach(async () => {
    federated = await Federated.make();
    const [one = 0, other = 0] = await freePorts(2);
    const [at, there] = [`127.0.0.1:${one}`, `127.0.0.1:${other}`];
    const routes = { 'a.test': at, 'muc.a.test': at, 'b.test': there };
    const verbs = { 'Peer(b.test).out': upTo('U', 'R', 'C'), 'Peer(b.test).in': upTo('U', 'R') };
    const rooms = { rooms: ['muc.a.test'] };
    a = await federated.start('a.test', at, routes, { verbs, config: rooms });
    b = await federated.start('b.test', there, routes, {
      verbs: { 'U(rita)': upTo('U', 'R', 'C', 'S'), 'U(una)': upTo('U') },
    });
    [tess, sam] = [await a.connect('tess', 'desk'), await a.connect('sam', 'desk')];
    await tess.says(enter('tess') + configure());
    await sam.says(enter('sam'));
    rita = await withRita();
    rita.raw.send(enter('rita'));
    await rita.raw.until('<subject/></message>');
    await tess.raw.until(`${ops}/rita`);
    await sam.raw.until(`${ops}/rita`);
    for (const each of [tess, sam, rita]) await each.heard();
  });

  afterEach(async () => {
    await federated.stop();
    expect([...a.mistakes, ...b.mistakes]).to.deep.equal([]);
  });

  it('is one in which all hear each other, as far as each may', async () => {
    await tess.says(says('secret', 'A-S') + says('confidential', 'A-C'));
    expect(bodiesIn(await rita.raw.until('</message>'))).to.deep.equal(['confidential']);
    expect(bodiesIn(await heard(sam))).to.deep.equal(['secret', 'confidential']);
    rita.raw.send(says('too much', 'A-C'));
    expect(await rita.raw.until('</message>'))
      .to.include("type='error'")
      .and.include('<forbidden');
    rita.raw.send(says('fine', 'A-R'));
    expect(bodiesIn(await sam.raw.until('</message>'))).to.deep.equal(['fine']);
    expect(bodiesIn(await rita.raw.until('</message>'))).to.deep.equal(['fine']);
  });

  it("hears nothing of what an occupant's own server withholds, and keeps the occupant", async () => {
    const una = await Chatter.connect(b.port, 'una@b.test', 'home');
    una.raw.send(enter('una'));
    await una.raw.until('<subject/></message>');
    await tess.raw.until(`${ops}/una`);
    await tess.says(says('restricted', 'A-R') + says('open', 'A-U'));
    expect(bodiesIn(await una.raw.until('</message>'))).to.deep.equal(['open']);
    expect(bodiesIn(await rita.raw.until("id='open'"))).to.include('restricted');
    expect(await heard(sam)).not.to.match(/error|unavailable/);
    expect(b.audit.map(({ check }) => check)).to.deep.equal(['exit']);
  });

  it('sees who is there go when the session ends, without a word of goodbye', async () => {
    rita.raw.drop();
    expect(await tess.raw.until("type='unavailable'")).to.include(`from='${ops}/rita'`);
    const again = await withRita();
    again.raw.send(enter('rita'));
    await again.raw.until('<subject/></message>');
  });

  it('puts out whoever may not be in it any longer, and tells the one', async () => {
    expect(
      await a.provision('PATCH', { 'Rm(ops).lbl': { policy: 'HARNESS-A', classification: 'SECRET' } }),
    ).to.equal(204);
    const gone = await rita.raw.until('307');
    expect(gone).to.include("type='unavailable'");
    await tess.heard();
    expect(
      await said(tess, iq('get', "<query xmlns='http://jabber.org/protocol/disco#items'/>")),
    ).not.to.include(`${ops}/rita`);
  });

  it('sees all who are at a server go that cannot be reached any longer', async () => {
    await federated.stopOne(b);
    // The one goes with the server, and so says it; what is said later finds nobody there
    await tess.says(says('hello', 'A-R'));
    expect(await sam.raw.until("type='unavailable'")).to.include(`from='${ops}/rita'`);
    expect(await heard(tess)).not.to.include("type='error'");
  });

  it('takes private words, requests and invitations each way', async () => {
    const whisper = (to: string, label: string): string =>
      `<message to='${ops}/${to}' type='chat' id='w'><body>psst</body>${securityLabel(label)}</message>`;
    expect(await said(tess, whisper('rita', 'A-S'))).to.include('<forbidden');
    await tess.says(whisper('rita', 'A-C'));
    expect(await rita.raw.until('</message>')).to.include(`${ops}/tess`);
    rita.raw.send(whisper('sam', 'A-R'));
    expect(await sam.raw.until('</message>')).to.include(`${ops}/rita`);
    rita.raw.send(`<iq type='get' id='p' to='${ops}/rita'><ping xmlns='urn:xmpp:ping'/></iq>`);
    expect(await rita.raw.until("id='p'")).to.include(`${ops}/rita`);
    const una = await Chatter.connect(b.port, 'una@b.test', 'home');
    tess.raw.send(
      `<message to='${ops}'><x xmlns='http://jabber.org/protocol/muc#user'><invite to='una@b.test'/></x></message>`,
    );
    expect(await una.raw.until('</message>')).to.include('<invite ');
  });
});
