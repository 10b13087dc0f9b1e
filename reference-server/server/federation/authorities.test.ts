import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { testAuthority } from '../../xmpp/federation/authority.fixture.ts';
import { readConfig } from '../config.ts';
import { authoritiesOf, domainsWithoutCertificate } from './authorities.ts';

describe('the authorities of peers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'authorities-'));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function read(pem: string | undefined): string {
    if (pem !== undefined) writeFileSync(join(folder, 'ca.pem'), pem);
    const file = join(folder, 'server.yaml');
    writeFileSync(
      file,
      `domain: a.test
listen: {client: 127.0.0.1:0, peer: 127.0.0.1:0}
tls: {certificate: a.crt, key: a.key}
accounts: {sam: secret}
federation: {ca: ${pem === undefined ? 'nowhere.pem' : 'ca.pem'}}
provision: {}
`,
    );
    try {
      return authoritiesOf(readConfig(file))?.toString() ?? 'none';
    } catch (error) {
      return String(error).replaceAll(`${folder}/`, '');
    }
  }

  it('are certificates in a file, all of which can be read', async () => {
    const { ca } = await testAuthority();
    expect(read(ca)).to.equal(ca);
    const where = 'ConfigError: server.yaml:5:18: the authorities';
    expect(read(undefined)).to.equal(`${where} \`nowhere.pem\` cannot be read; give the path of a PEM file`);
    const damaged = ca.replace(/\n.{40}/, '\nAAAA');
    for (const wrong of ['', 'domain: a.test', damaged, ca + damaged])
      expect(read(wrong)).to.equal(`${where} \`ca.pem\` are no certificates; give the path of a PEM file`);
  });

  it('finds the domains that a certificate is not for', async () => {
    const authority = await testAuthority();
    const { cert } = await authority.issue(['a.test', '*.rooms.test']);
    const domains = ['a.test', 'muc.a.test', 'muc.rooms.test'];
    expect(domainsWithoutCertificate(cert, domains)).to.deep.equal(['muc.a.test']);
  });
});
