import { expect } from 'chai';
import { type Records, TestNameServer } from '../locations/name-server.fixture.ts';
import { peerResolver } from './resolve-peer.ts';

describe('peerResolver', () => {
  let nameServer: TestNameServer | undefined;

  afterEach(async () => {
    await nameServer?.stop();
    nameServer = undefined;
  });

  /** Where b.test is, as this name server has it. */
  async function placesWith(records: Records | undefined, domain = 'b.test'): Promise<unknown> {
    nameServer = await TestNameServer.start(records);
    return peerResolver({ nameServer: nameServer.address, random: () => 0 })(domain);
  }

  it('asks nobody about a domain that has a route', async () => {
    nameServer = await TestNameServer.start({});
    const route = { host: '127.0.0.1', port: 1, tls: 'direct' } as const;
    const resolve = peerResolver({ routes: new Map([['b.test', route]]), nameServer: nameServer.address });
    expect([await resolve('b.test'), nameServer.asked]).to.deep.equal([[route], []]);
  });

  it('takes services of both kinds by priority, each with the addresses of its host', async () => {
    const places = await placesWith({
      'SRV _xmpp-server._tcp.b.test': ['10 0 5269 one.b.test', '30 0 5270 one.b.test'],
      'SRV _xmpps-server._tcp.b.test': ['20 0 443 two.b.test'],
      'A one.b.test': ['127.0.0.2'],
      'AAAA one.b.test': ['::1'],
      'A two.b.test': ['127.0.0.3'],
    });
    expect(places).to.deep.equal([
      { host: '127.0.0.2', port: 5269, tls: 'starttls' },
      { host: '::1', port: 5269, tls: 'starttls' },
      { host: '127.0.0.3', port: 443, tls: 'direct' },
      { host: '127.0.0.2', port: 5270, tls: 'starttls' },
      { host: '::1', port: 5270, tls: 'starttls' },
    ]);
  });

  it('takes an address in place of the name of a host', async () => {
    const places = await placesWith({ 'SRV _xmpp-server._tcp.b.test': ['0 0 40000 127.0.0.9'] });
    expect(places).to.deep.equal([{ host: '127.0.0.9', port: 40_000, tls: 'starttls' }]);
  });

  it('takes the domain for a host, where no service is named', async () => {
    const places = await placesWith({ 'A b.test': ['127.0.0.5'] });
    expect(places).to.deep.equal([{ host: '127.0.0.5', port: 5269, tls: 'starttls' }]);
  });

  it('takes an address for a domain', async () => {
    expect(await placesWith({}, '127.0.0.7')).to.deep.equal([
      { host: '127.0.0.7', port: 5269, tls: 'starttls' },
    ]);
  });

  it('believes that there is no such service, whatever the host is', async () => {
    const places = await placesWith({
      'SRV _xmpp-server._tcp.b.test': ['0 0 0 .'],
      'A b.test': ['127.0.0.5'],
    });
    expect(places).to.equal('unknown');
  });

  it('knows of no server where there is no such name', async () => {
    expect(await placesWith({})).to.equal('unknown');
  });

  it('knows of no server where the host that is named has no address', async () => {
    expect(await placesWith({ 'SRV _xmpp-server._tcp.b.test': ['0 0 5269 gone.test'] })).to.equal('unknown');
  });

  it('says that nobody could say, where the name server does not answer', async function () {
    this.timeout(20_000);
    expect(await placesWith(undefined)).to.equal('timeout');
  });

  it('asks the system where no name server is named', async () => {
    const places = await peerResolver({})('localhost');
    expect(places).to.deep.include({ host: '127.0.0.1', port: 5269, tls: 'starttls' });
  });
});
