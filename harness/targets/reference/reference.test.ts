import { expect } from 'chai';
import { parse } from 'yaml';
import { referenceConfig } from './config.ts';
import { readReadyLine, splitAddress } from './ready-line.ts';

describe('referenceConfig', () => {
  it('says who exists and lets the system choose the ports', () => {
    const deployment = { domain: 'a.test', accounts: { rita: 'p' }, provision: { 'U(rita)': 'none' } };
    const files = { certificate: '/x/server.crt', key: '/x/server.key', ca: 'not for the server' };
    expect(parse(referenceConfig(deployment, files, 't'))).to.deep.equal({
      domain: 'a.test',
      listen: { client: '127.0.0.1:0', clientTls: '127.0.0.1:0', admin: '127.0.0.1:0' },
      tls: { certificate: '/x/server.crt', key: '/x/server.key' },
      adminToken: 't',
      accounts: { rita: 'p' },
      store: ':memory:',
      provision: { 'U(rita)': 'none' },
    });
  });
});

describe('readReadyLine', () => {
  it('reads where the server listens, and takes no other line for that', () => {
    const ready = { client: '127.0.0.1:1', clientTls: '127.0.0.1:2', admin: '127.0.0.1:3', version: '0.1.0' };
    const lines = [JSON.stringify({ ready }), '{"ready"', '{"ready":{"client":1}}', 'ready'];
    expect(lines.map(readReadyLine)).to.deep.equal([ready, undefined, undefined, undefined]);
  });

  it('gives addresses in two parts', () => {
    expect([splitAddress('127.0.0.1:5222'), splitAddress('::1:5222')]).to.deep.equal([
      { host: '127.0.0.1', port: 5222 },
      { host: '::1', port: 5222 },
    ]);
  });
});
