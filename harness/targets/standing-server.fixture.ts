import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { RunningTarget, TargetDriver } from './target.ts';

/** What a server that stands there calls what scenarios call otherwise. */
export const standingDomains = {
  'a.test': 'alpha.lab',
  'a2.test': 'beta.lab',
  'muc.a.test': 'rooms.alpha.lab',
  'muc2.a.test': 'halls.lab',
} as const;

/** The password of all of its accounts: nothing that a run writes may hold it. */
export const standingPassword = 'never-written-anywhere-7b1f';

/** A server that somebody has started and provisioned, and the file that describes it. */
export interface StandingServer {
  readonly target: RunningTarget;
  readonly folder: string;
  /** The description, with this in place of what it has. Gives the file. */
  describe(otherwise?: Readonly<Record<string, unknown>>): string;
  stop(): Promise<void>;
}

/** Starts one that is to be tested as if it were a stranger's. `provision`: in the values that servers are given. */
export async function newStandingServer(
  driver: TargetDriver,
  users: readonly string[],
  provision: Readonly<Record<string, unknown>> = {},
): Promise<StandingServer> {
  const folder = mkdtempSync(join(tmpdir(), 'cmbac-standing-'));
  const started = driver.start({
    folder,
    domain: standingDomains['a.test'],
    rooms: [standingDomains['muc.a.test'], standingDomains['muc2.a.test']],
    accounts: Object.fromEntries(users.map((user) => [user, standingPassword])),
    provision,
    faults: [],
  });
  const target = await started.catch((error: unknown) => {
    rmSync(folder, { recursive: true });
    throw error;
  });
  writeFileSync(join(folder, 'lab-ca.pem'), target.client.ca);
  writeFileSync(join(folder, 'password'), `${standingPassword}\n`);
  const { host, port } = target.client;
  const description = {
    schema: 'cmbac/target@1',
    id: 'standing',
    product: { name: 'A server that stands there' },
    driver: { kind: 'remote' },
    domains: standingDomains,
    reach: { client: { host, port } },
    trust: { ca: 'lab-ca.pem' },
    accounts: { pattern: 'cmbac-{user}', password: { file: 'password' } },
    provisioning: { verbs: [] },
    claims: {
      labels: 'yes',
      rooms: 'yes',
      offline: 'yes',
      'several-resources': 'yes',
      'room-history': 'yes',
    },
  };
  let written = 0;
  return {
    target,
    folder,
    describe: (otherwise = {}) => {
      const file = join(folder, `target-${(written += 1)}.yaml`);
      writeFileSync(file, stringify({ ...description, ...otherwise }));
      return file;
    },
    stop: async () => {
      await target.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
