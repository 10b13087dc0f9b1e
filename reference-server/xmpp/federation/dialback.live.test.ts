import { expect } from 'chai';
import { testAuthority } from './authority.fixture.ts';
import { TestPeer, TestRealm } from './peers.fixture.ts';
import { peerHeader, RawPeer } from './raw-peer.fixture.ts';

const inClear = { dialback: true, certificates: 'preferred', starttls: 'none' } as const;

describe('dialback', () => {
  let realm: TestRealm;
  let a: TestPeer;

  beforeEach(async () => {
    realm = new TestRealm();
    a = await TestPeer.start(realm, ['a.test'], {
      ...inClear,
      limits: { negotiationTimeoutMs: 300, maxPairsPerStream: 3, maxVerifications: 2 },
    });
  });

  afterEach(async () => {
    a.streams.close();
    await realm.close();
    expect(a.mistakes).to.deep.equal([]);
  });

  async function opened(from = 'b.test'): Promise<RawPeer> {
    const places = await realm.resolve('a.test');
    const raw = await RawPeer.connect(typeof places === 'string' ? 0 : (places[0]?.port ?? 0));
    await raw.open(from);
    return raw;
  }

  /** The server of these domains, which says this of every key. It gives what it was asked. */
  async function authoritative(domains: readonly string[], answer: string): Promise<string[]> {
    const asked: string[] = [];
    await realm.listen(domains, (socket) => {
      const raw = new RawPeer(socket);
      void (async () => {
        await raw.until('>');
        const [, to = ''] = / to='([^']*)'/.exec(await raw.until('>')) ?? [];
        raw.send(`${peerHeader({ from: to, id: '1' })}<stream:features/>`);
        asked.push(await raw.until('</db:verify>'));
        const [, id = ''] = / id='([^']*)'/.exec(asked.at(-1) ?? '') ?? [];
        raw.send(`<db:verify from='${to}' to='a.test' id='${id}' ${answer}`);
      })().catch(() => undefined);
    });
    return asked;
  }

  function message(domain: string, body: string): string {
    return `<message from='juliet@${domain}' to='romeo@a.test'><body>${body}</body></message>`;
  }

  it('proves several domains on one stream, and asks the server of each', async () => {
    const asked = await authoritative(['b.test', 'c.test'], "type='valid'/>");
    const raw = await opened();
    for (const domain of ['b.test', 'c.test']) {
      raw.send(`<db:result from='${domain}' to='a.test'>${domain}&apos;s &lt;key></db:result>`);
      expect(await raw.until('/>')).to.equal(`<db:result from='a.test' to='${domain}' type='valid'/>`);
    }
    raw.send(message('c.test', '1') + message('b.test', '2'));
    await a.until(() => a.received.length === 2);
    expect(a.received).to.deep.equal([
      { body: '1', pair: { from: 'c.test', to: 'a.test' }, first: 'b.test' },
      { body: '2', pair: { from: 'b.test', to: 'a.test' }, first: 'b.test' },
    ]);
    expect(asked.map((each) => each.replace(/ id='[^']*'/, ''))).to.deep.equal([
      "<db:verify from='a.test' to='b.test'>b.test's &lt;key&gt;</db:verify>",
      "<db:verify from='a.test' to='c.test'>c.test's &lt;key&gt;</db:verify>",
    ]);
  });

  it('believes no key that the server of the domain does not know', async () => {
    const b = await TestPeer.start(realm, ['b.test'], inClear);
    const raw = await opened();
    raw.send(`<db:result from='b.test' to='a.test'>forged</db:result>${message('b.test', 'x')}`);
    expect(await raw.untilEnd()).to.match(/<not-authorized |type='invalid'\/><\/stream:stream>$/);
    const second = await opened();
    second.send("<db:result from='b.test' to='a.test'>forged</db:result>");
    expect(await second.untilEnd()).to.equal(
      "<db:result from='a.test' to='b.test' type='invalid'/></stream:stream>",
    );
    expect(a.received).to.deep.equal([]);
    b.streams.close();
  });

  for (const [what, arrange, condition] of [
    ['a domain that has no server', () => Promise.resolve(), 'remote-server-not-found'],
    [
      'a server that says nothing',
      async () => {
        await realm.listen(['b.test'], () => undefined);
      },
      'remote-server-timeout',
    ],
    [
      'a server that goes away',
      async () => {
        await realm.listen(['b.test'], (socket) => socket.destroy());
      },
      'remote-connection-failed',
    ],
    [
      'a server that knows no such domain',
      async () => {
        await authoritative(['b.test'], "type='error'><error type='cancel'/></db:verify>");
      },
      'remote-server-not-found',
    ],
  ] as const)
    it(`says that ${what} could not be asked, and goes on`, async () => {
      await arrange();
      const raw = await opened();
      raw.send("<db:result from='b.test' to='a.test'>key</db:result>");
      expect(await raw.until('</db:result>')).to.contain(`<${condition} `);
    });

  it('connects to so many servers that one stream names, whether or not they are there', async () => {
    const raw = await opened();
    const why = async (domain: string): Promise<string | undefined> => {
      raw.send(`<db:result from='${domain}' to='a.test'>key</db:result>`);
      return /<([a-z-]+) xmlns/.exec(await raw.until('</db:result>'))?.[1];
    };
    const conditions = [await why('1.test'), await why('2.test'), await why('3.test'), await why('4.test')];
    expect(conditions).to.deep.equal([
      ...['remote-server-not-found', 'remote-server-not-found', 'remote-server-not-found'],
      'resource-constraint',
    ]);
  });

  it('connects to so many servers at a time, however many streams name them', async () => {
    let connections = 0;
    await realm.listen(['1.test', '2.test', '3.test'], () => {
      connections += 1;
    });
    const raws = [await opened('1.test'), await opened('2.test'), await opened('3.test')];
    for (const [index, raw] of raws.entries())
      raw.send(`<db:result from='${index + 1}.test' to='a.test'>key</db:result>`);
    const answers = await Promise.all(raws.map((raw) => raw.until('</db:result>')));
    const conditions = answers.map((answer) => /<([a-z-]+) xmlns/.exec(answer)?.[1]);
    expect(conditions.toSorted()).to.deep.equal([
      'remote-server-timeout',
      'remote-server-timeout',
      'resource-constraint',
    ]);
    expect(connections).to.equal(2);
  });

  it('takes no answer about another key or another domain', async () => {
    const forged = "type='valid'/>";
    await realm.listen(['b.test'], (socket) => {
      const raw = new RawPeer(socket);
      raw.send(`${peerHeader({ from: 'b.test', id: '1' })}<stream:features/>`);
      raw.send(`<db:verify from='b.test' to='a.test' id='guessed' ${forged}`);
    });
    const raw = await opened();
    raw.send("<db:result from='b.test' to='a.test'>key</db:result>");
    expect(await raw.until('</db:result>')).to.contain("type='error'");
    raw.send(message('b.test', 'x'));
    expect(await raw.untilEnd()).to.contain('<not-authorized ');
    expect(a.received).to.deep.equal([]);
  });

  it('proves nothing for the stream after it: TLS has to start before', async () => {
    const authority = await testAuthority();
    const b = await TestPeer.start(realm, ['c.test'], {
      ...inClear,
      starttls: 'optional',
      tls: await authority.issue(['c.test']),
    });
    await authoritative(['b.test'], "type='valid'/>");
    const places = await realm.resolve('c.test');
    const raw = await RawPeer.connect(typeof places === 'string' ? 0 : (places[0]?.port ?? 0));
    await raw.open('b.test', 'c.test');
    raw.send("<db:result from='b.test' to='c.test'>key</db:result>");
    raw.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    expect(await raw.untilEnd())
      .to.contain('<failure ')
      .and.not.to.contain('<proceed ');
    b.streams.close();
  });
});
