import { X509Certificate } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import { expect } from 'chai';
import { type Union, unite } from './unite.ts';

describe('unite', () => {
  let union: Union;
  before(async () => {
    union = await unite(
      new Map([
        ['a.test', ['a.test', 'muc.a.test']],
        ['b.test', ['b.test', 'muc.b.test']],
      ]),
    );
  });
  after(() => union.dissolve());

  it('tells each server where the domains of the others are, and not its own', () => {
    const [a, b] = [union.federations.get('a.test'), union.federations.get('b.test')];
    const at = (port?: number) => ({ host: '127.0.0.1', port });
    expect(a?.routes).to.deep.equal({ 'b.test': at(b?.port), 'muc.b.test': at(b?.port) });
    expect(b?.routes).to.deep.equal({ 'a.test': at(a?.port), 'muc.a.test': at(a?.port) });
  });

  it('has a name server that says the same, and knows nobody else', async () => {
    const b = union.federations.get('b.test');
    const resolver = new Resolver();
    resolver.setServers([String(b?.nameServer)]);
    expect(await resolver.resolveSrv('_xmpp-server._tcp.muc.b.test')).to.deep.equal([
      { type: 'SRV', name: '127.0.0.1', port: b?.port, priority: 1, weight: 1 },
    ]);
    const none: unknown = await resolver
      .resolveSrv('_xmpp-server._tcp.c.test')
      .catch((error: unknown) => error);
    expect(none).to.have.property('code', 'ENOTFOUND');
  });

  it('has one authority sign for all', async () => {
    const [a, b] = [...union.federations.values()].map(({ authority }) => authority);
    expect(a).to.equal(b);
    const made = await a?.issue(['b.test']);
    expect(
      new X509Certificate(String(made?.certificate)).checkIssued(new X509Certificate(String(b?.ca))),
    ).to.equal(true);
  });
});
