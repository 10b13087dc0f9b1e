import { Resolver } from 'node:dns/promises';
import { expect } from 'chai';
import { type NameServer, startNameServer } from './name-server.ts';
import { freePorts } from './ports.ts';

describe('startNameServer', () => {
  let server: NameServer;
  const resolver = new Resolver({ timeout: 1000, tries: 1 });

  before(async () => {
    server = await startNameServer({
      claims: { '127.0.0.3': 'high.example' },
      hosts: { 'high.example': ['127.0.0.3', '127.0.0.33'] },
    });
    resolver.setServers([server.address]);
  });
  after(() => server.stop());

  const problem = (asked: Promise<unknown>): Promise<unknown> => asked.catch((error: unknown) => error);

  it('says which name an address claims, and which addresses a name has', async () => {
    expect(await resolver.reverse('127.0.0.3')).to.deep.equal(['high.example']);
    expect(await resolver.resolve4('High.Example')).to.deep.equal(['127.0.0.3', '127.0.0.33']);
  });

  it('says of all else that there is none', async () => {
    expect(await problem(resolver.reverse('127.0.0.4'))).to.have.property('code', 'ENOTFOUND');
    expect(await problem(resolver.resolve4('low.example'))).to.have.property('code', 'ENOTFOUND');
    expect(await problem(resolver.resolve6('high.example'))).to.have.property('code', 'ENODATA');
  });

  it('tells strangers the domain itself and its address, where another server is', async () => {
    const [port = 0] = await freePorts(1);
    const routes = { 'b.test': { host: '10.20.0.9', port: 15269 } };
    const others = await startNameServer({ claims: {}, hosts: {} }, routes, { host: '127.0.0.1', port });
    try {
      const stranger = new Resolver({ timeout: 1000, tries: 1 });
      stranger.setServers([`127.0.0.1:${port}`]);
      expect(await stranger.resolveSrv('_xmpp-server._tcp.b.test')).to.deep.equal([
        { type: 'SRV', name: 'b.test', port: 15269, priority: 1, weight: 1 },
      ]);
      expect(await stranger.resolve4('b.test')).to.deep.equal(['10.20.0.9']);
      expect(await problem(stranger.resolve6('b.test'))).to.have.property('code', 'ENODATA');
      others.hide('b.test', true);
      expect(await problem(stranger.resolve4('b.test'))).to.have.property('code', 'ENOTFOUND');
    } finally {
      await others.stop();
    }
  });
});
