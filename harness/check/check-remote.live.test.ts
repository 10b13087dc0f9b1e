import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import type { TargetCheckRecord } from '../record/index.ts';
import { newAuthority } from '../targets/certificate.ts';
import { driverOf, loadDescription, type RunningTarget, targets } from '../targets/index.ts';
import { startProsody } from '../targets/prosody/driver.ts';
import { describeWithProsody } from '../targets/prosody.fixture.ts';
import { checkTarget } from './index.ts';

const fixtures = readFixtures(fileURLToPath(new URL('../../fixtures', import.meta.url)));

describeWithProsody('checkTarget of a Prosody that somebody has started', () => {
  const folder = mkdtempSync(join(tmpdir(), 'check-remote-'));
  let server: RunningTarget;

  before(async () => {
    const users = fixtures.base.accounts.filter((user) => !user.includes('@'));
    const accounts = Object.fromEntries(users.map((user) => [`lab-${user}`, 'open sesame']));
    const deployment = { folder, domain: 'alpha.lab', accounts, provision: {}, faults: [] };
    server = await startProsody(deployment);
    writeFileSync(join(folder, 'ca.pem'), server.client.ca);
    writeFileSync(join(folder, 'foreign.pem'), (await newAuthority()).ca);
    writeFileSync(join(folder, 'password'), 'open sesame\n');
    writeFileSync(join(folder, 'wrong'), 'open barley\n');
  });

  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Checks it by a description with these files for what is trusted, and for the password. */
  function check(ca: string, password: string): Promise<TargetCheckRecord> {
    const { host, port } = server.client;
    const file = join(folder, 'alpha.yaml');
    writeFileSync(
      file,
      `schema: cmbac/target@1
id: alpha
product: {name: Prosody, version: '0.11'}
driver: {kind: remote}
domains: {a.test: alpha.lab, muc.a.test: muc.alpha.lab, muc2.a.test: none}
reach: {client: {host: ${host}, port: ${port}, tls: starttls}}
trust: {ca: ${ca}}
accounts: {pattern: 'lab-{user}', password: {file: ${password}}}
claims: {labels: yes, carbons: yes, catalog: yes, multicast: no, rooms: no, offline: unknown}
`,
    );
    const { base } = fixtures;
    const known = {
      domains: [
        base.domain,
        'a2.test',
        ...base.rooms,
        ...Object.keys(base.peers),
        ...Object.keys(base.components),
      ],
      profiles: ['lenient'],
    };
    const described = loadDescription(file, known, targets);
    const { claims, product } = described.description;
    return checkTarget({
      driver: driverOf(described, targets),
      fixtures,
      claims,
      version: product.version,
      budgetMs: 500,
    });
  }

  it('holds each claim of the description against it, in both directions, and suggests what it leaves open', async () => {
    const record = await check('ca.pem', 'password');
    const differing = record.claims.filter(({ kind, suggests }) => kind ?? suggests);
    expect(
      Object.fromEntries(differing.map(({ name, kind, suggests }) => [name, kind ?? suggests])),
    ).to.deep.equal({
      catalog: 'claim',
      rooms: 'claim',
      offline: 'offline: yes',
      'several-resources': 'several-resources: yes',
      'several-domains': 'several-domains: no',
      'client-probes': 'client-probes: yes',
      'matched-errors': 'matched-errors: no',
      'room-history': 'room-history: yes',
      archive: 'archive: yes',
      'room-archive': 'room-archive: yes',
      'shared-nicks': 'shared-nicks: yes',
      'room-label-fields': 'room-label-fields: no',
      'room-usual-label': 'room-usual-label: no',
      capabilities: 'capabilities: yes',
      'stream-management': 'stream-management: yes',
      'source-address': 'source-address: yes',
    });
    const wrong = record.rows.filter(({ mark }) => mark === 'no');
    expect(wrong.map(({ name, wanted }) => [name, wanted])).to.deep.equal([['software version', '0.11']]);
    expect(record).to.include({ verdict: 'misclaim', exitCode: 1 });
  });

  it('shows the certificate of one whose authority the description does not trust', async () => {
    const record = await check('foreign.pem', 'password');
    expect(record.rows.find(({ name }) => name === 'STARTTLS: chain')).to.include({ mark: 'no' });
    expect(record.rows.at(-1)).to.include({ group: 'login', name: 'a first session', mark: 'no' });
    expect(record).to.include({ verdict: 'not in order', exitCode: 1 });
  });

  it('shows how far it came with an account whose password is another', async () => {
    const record = await check('ca.pem', 'wrong');
    expect(record.rows.find(({ name }) => name === 'STARTTLS: chain')).to.include({ mark: 'yes' });
    expect(record.rows.at(-1)?.seen).to.include('refused the account');
  });
});
