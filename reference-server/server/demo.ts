import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from './config.ts';
import { configSchema } from './config-schema.ts';
import { selfSigned } from './self-signed.ts';

/** The demo deployment, and what a person needs to log in to it. */
export interface Demo {
  readonly config: Config;
  readonly password: string;
  readonly users: readonly (readonly [user: string, cleared: string])[];
  readonly certificate: string;
  /** Takes certificate and key away again. */
  readonly remove: () => void;
}

const policies = new URL('../../fixtures/policies/', import.meta.url);

/** Classifications of HARNESS-A by user: what each may send and get. */
const users = {
  tess: ['UNCLASSIFIED', 'RESTRICTED', 'CONFIDENTIAL', 'SECRET', 'TOP SECRET'],
  sam: ['UNCLASSIFIED', 'RESTRICTED', 'CONFIDENTIAL', 'SECRET'],
  rita: ['UNCLASSIFIED', 'RESTRICTED'],
  una: ['UNCLASSIFIED'],
} as const;

/** A deployment that needs no configuration: policy HARNESS-A, four accounts, a certificate of its own, free ports. */
export async function demo(): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), 'cmbac-demo-'));
  const password = randomBytes(6).toString('base64url');
  const pem = await selfSigned('a.test');
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  writeFileSync(certificate, pem.certificate);
  writeFileSync(key, pem.key, { mode: 0o600 });
  const config = configSchema.parse({
    domain: 'a.test',
    listen: { client: '127.0.0.1:0', clientTls: '127.0.0.1:0', admin: '127.0.0.1:0' },
    tls: { certificate, key },
    accounts: Object.fromEntries(Object.keys(users).map((user) => [user, password])),
    rooms: ['muc.a.test'],
    adminToken: randomBytes(18).toString('base64url'),
    provision: {
      Pol: [fileURLToPath(new URL('harness-a/spif.xml', policies))],
      ...clearanceVerbs(),
      'Cat(a.test)': catalog,
    },
  });
  return {
    config: { ...config, file: join(folder, 'demo'), placeOf: () => 'the demo deployment' },
    password,
    certificate,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
    users: Object.entries(users).map(([user, list]) => [user, list.at(-1) ?? ''] as const),
  };
}

function clearanceVerbs(): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(users).map(([user, classifications]) => [
      `U(${user})`,
      { policy: 'HARNESS-A', classifications },
    ]),
  );
}

const catalog = {
  name: 'HARNESS-A',
  items: users.tess.map((classification) => ({
    label: { policy: 'HARNESS-A', classification },
    default: classification === 'UNCLASSIFIED',
  })),
};
