import { expect } from 'chai';
import { parse } from 'yaml';
import { z } from 'zod';
import { referenceConfig } from './config.ts';
import { readReadyLine, splitAddress } from './ready-line.ts';

describe('referenceConfig', () => {
  it('says who exists and lets the system choose the ports', () => {
    const deployment = {
      domain: 'a.test',
      accounts: { rita: 'p', 'rita@a2.test': 'q' },
      provision: { 'U(rita)': 'none' },
    };
    const files = {
      certificate: '/x/server.crt',
      key: '/x/server.key',
      ca: 'not for the server',
      caFile: '/x/ca.crt',
    };
    const config = z.looseObject({ listen: z.looseObject({ clientTls: z.array(z.unknown()) }) });
    const read = config.parse(
      parse(referenceConfig(deployment, files, { adminToken: 't', nameServer: '127.0.0.1:53' })),
    );
    expect(read.listen.clientTls.slice(0, 2)).to.deep.equal([
      '127.0.0.1:0',
      { at: '127.0.0.1:0', proxyProtocol: true },
    ]);
    expect(read).to.deep.equal({
      domain: 'a.test',
      listen: {
        client: '127.0.0.1:0',
        clientTls: read.listen.clientTls,
        webSocketTls: '127.0.0.1:0',
        admin: '127.0.0.1:0',
      },
      trustedProxies: ['127.0.0.8'],
      tls: { certificate: '/x/server.crt', key: '/x/server.key' },
      adminToken: 't',
      nameServer: '127.0.0.1:53',
      accounts: { rita: 'p' },
      domains: { 'a2.test': { accounts: { rita: 'q' } } },
      rooms: ['muc.a.test', 'muc2.a.test'],
      store: ':memory:',
      provision: { 'U(rita)': 'none' },
    });
  });
});

describe('readReadyLine', () => {
  it('reads where the server listens, and takes no other line for that', () => {
    const ready = {
      client: '127.0.0.1:1',
      clientTls: '127.0.0.1:2',
      admin: '127.0.0.1:3',
      version: '0.1.0',
      entrances: { clientTls: ['127.0.0.1:2'], webSocketTls: [] },
    };
    const lines = [JSON.stringify({ ready }), '{"ready"', '{"ready":{"client":1}}', 'ready'];
    expect(lines.map(readReadyLine)).to.deep.equal([ready, undefined, undefined, undefined]);
  });

  it('gives addresses in two parts', () => {
    expect([splitAddress('127.0.0.1:5222'), splitAddress('[::1]:5222')]).to.deep.equal([
      { host: '127.0.0.1', port: 5222 },
      { host: '::1', port: 5222 },
    ]);
  });
});
