import { expect } from 'chai';
import { endpointFor } from './endpoint.ts';
import { actor } from './scenario/actor.ts';

const client = { host: '127.0.0.1', port: 1, domain: 'a.test', ca: 'PEM' };
const nothing = () => Promise.resolve();
const target = {
  product: 'x',
  version: '1',
  client,
  clientTls: { host: '127.0.0.1', port: 2 },
  entrances: {
    ipv6: { host: '::1', port: 3 },
    websocket: { host: '127.0.0.1', port: 4 },
    bosh: { host: '127.0.0.1', port: 5 },
  },
  reset: nothing,
  provision: nothing,
  stop: nothing,
};

describe('endpointFor', () => {
  it('is direct TLS where there is, else STARTTLS', () => {
    expect(endpointFor('u-s', target)).to.deep.equal({ ...client, port: 2, tls: 'direct' });
    const { product, version, reset, provision, stop } = target;
    const least = { product, version, reset, provision, stop, client };
    expect(endpointFor('u-s', least)).to.deep.equal({ ...client, tls: 'starttls' });
  });

  it('says where an actor comes from, and through which entrance', () => {
    const plain = actor.parse({ user: 'u-s', address: '127.0.0.2' });
    const six = actor.parse({ user: 'u-s', address: '::1' });
    const headers = { Forwarded: 'for=127.0.0.3' };
    const web = actor.parse({ user: 'u-s', transport: 'websocket', headers });
    const http = actor.parse({ user: 'u-s', transport: 'bosh', headers });
    expect([plain, six, web, http].map((one) => endpointFor(one, target))).to.deep.equal([
      { ...client, port: 2, tls: 'direct', localAddress: '127.0.0.2' },
      { ...client, host: '::1', port: 3, tls: 'direct', localAddress: '::1' },
      { ...client, port: 4, tls: 'direct', webSocket: { headers } },
      { ...client, port: 5, tls: 'direct', bosh: { headers } },
    ]);
  });

  it('is the fault of the target when it has not what it says', () => {
    const proxied = actor.parse({ user: 'u-s', proxyHeader: { version: 1, source: '127.0.0.3' } });
    expect(() => endpointFor(proxied, target)).to.throw(
      'the target says that it has the feature proxied, but not where',
    );
  });
});
