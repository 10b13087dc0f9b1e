import { expect } from 'chai';
import { type TestAuthority, testAuthority } from './authority.fixture.ts';
import type { Overlooked } from './overlooked.ts';
import { TestPeer, TestRealm } from './peers.fixture.ts';
import { externalRequest, RawPeer } from './raw-peer.fixture.ts';

describe('a server that is broken on purpose', () => {
  let authority: TestAuthority;
  let realm: TestRealm;
  let a: TestPeer;

  before(async () => {
    authority = await testAuthority();
  });

  afterEach(async () => {
    a.streams.close();
    await realm.close();
    expect(a.mistakes).to.deep.equal([]);
  });

  async function connect(overlooks: Overlooked): Promise<RawPeer> {
    realm = new TestRealm();
    const tls = await authority.issue(['a.test']);
    a = await TestPeer.start(realm, ['a.test'], { tls, overlooks: new Set([overlooks]) });
    const places = await realm.resolve('a.test');
    return RawPeer.connect(typeof places === 'string' ? 0 : (places[0]?.port ?? 0));
  }

  async function hears(overlooks: Overlooked, ...stanzas: readonly string[]): Promise<void> {
    const raw = await connect(overlooks);
    await raw.logIn('b.test', await authority.issue(['b.test']));
    raw.send(stanzas.join(''));
    await a.until(() => a.received.length === stanzas.length);
  }

  it('takes a sender of any domain for one of that domain', async () => {
    await hears('from', "<message from='x@c.test' to='romeo@a.test'><body>x</body></message>");
    expect(a.received).to.deep.equal([
      { body: 'x', pair: { from: 'c.test', to: 'a.test' }, first: 'b.test' },
    ]);
  });

  it('takes a stanza without an address for one of the domain that the stream is of', async () => {
    await hears(
      'addresses',
      "<message from='x@b.test'><body>1</body></message>",
      "<message to='romeo@a.test'><body>2</body></message>",
    );
    expect(a.received.map(({ body, pair }) => ({ body, pair }))).to.deep.equal([
      { body: '1', pair: { from: 'b.test', to: 'a.test' } },
      { body: '2', pair: { from: 'b.test', to: 'a.test' } },
    ]);
  });

  it('lets in whoever has a certificate that somebody vouches for, as whomever they want', async () => {
    const raw = await connect('certificate');
    await raw.startTls('c.test', await authority.issue(['b.test']));
    raw.send(externalRequest('c.test'));
    await raw.until("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
  });

  it('does not let in who has one that nobody vouches for', async () => {
    const raw = await connect('certificate');
    const other = await testAuthority();
    await raw.startTls('c.test', await other.issue(['c.test']));
    raw.send(externalRequest('c.test'));
    expect(await raw.untilEnd()).to.contain('<not-authorized/></failure>');
  });
});
