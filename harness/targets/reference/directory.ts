import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { freePorts } from '../ports.ts';
import { EnvironmentFault, type Provision } from '../target.ts';
import type { Admin } from './admin.ts';
import { type DirectoryAccess, Slapd, whyNoSlapd } from './slapd.ts';

/** The directory that the reference server is told of: nothing of it runs until a scenario speaks of it. */
export interface DirectoryPlan {
  /** The server's configuration of it. */
  readonly config: Readonly<Record<'url' | 'bindDn' | 'passwordFile' | 'base', string>>;
  /** Of `bindDn`. */
  readonly password: string;
  readonly slapd: Slapd;
}

/** Verbs that are for the directory, not for the server. */
export const directoryVerbs: readonly string[] = whyNoSlapd === undefined ? ['Dir', 'Dir.server'] : [];

export const directoryFeatures: readonly string[] = whyNoSlapd === undefined ? ['directory'] : [];

/** Why scenarios that need the directory cannot be run here. */
export const withoutDirectory: ReadonlyMap<string, string> = new Map(
  ['verb Dir', 'verb Dir.server', 'feature directory'].flatMap((one) =>
    whyNoSlapd === undefined ? [] : [[one, whyNoSlapd] as const],
  ),
);

/** A place for the directory; `undefined` where it cannot run. */
export async function planDirectory(folder: string): Promise<DirectoryPlan | undefined> {
  if (whyNoSlapd !== undefined) return undefined;
  const [port = 0] = await freePorts(1);
  const base = 'dc=a,dc=test';
  const password = randomBytes(18).toString('base64url');
  const access: DirectoryAccess = { port, base, bindDn: `cn=admin,${base}`, password };
  const passwordFile = join(folder, 'directory-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const config = { url: `ldap://127.0.0.1:${port}`, bindDn: access.bindDn, passwordFile, base };
  return { config, password, slapd: new Slapd(folder, access) };
}

/** Makes exactly this the provisioning of server and directory. */
export async function resetWith(provision: Provision, admin: Admin, slapd: Slapd | undefined): Promise<void> {
  const { entries, state, others } = split(provision);
  if (entries.length === 0 && state === undefined) {
    await admin.replace({ ...others, 'Dir.use': 'off' });
    return;
  }
  const directory = present(slapd);
  await directory.up();
  await directory.clear();
  await admin.replace({ ...others, 'Dir.use': 'on' });
  await change(entries, state, admin, directory);
}

/** Changes some values in the server or the directory. */
export async function changeWith(
  provision: Provision,
  admin: Admin,
  slapd: Slapd | undefined,
): Promise<void> {
  const { entries, state, others } = split(provision);
  if (Object.keys(others).length > 0) await admin.change(others);
  if (entries.length > 0 || state !== undefined) await change(entries, state, admin, present(slapd));
}

/** Done when the server has taken note: a directory that is up has been read, one that is down has been missed. */
async function change(
  entries: readonly (readonly [string, Entry])[],
  state: 'up' | 'down' | undefined,
  admin: Admin,
  slapd: Slapd,
): Promise<void> {
  if (state === 'up') await slapd.up();
  for (const [user, entry] of entries) await slapd.put(user, entry);
  if (state === 'down') await slapd.down();
  const why = await admin.refreshDirectory();
  if (why !== undefined && slapd.isUp)
    throw new EnvironmentFault(`the reference server cannot read the directory: ${why}`);
}

type Entry = z.infer<typeof entryValue>;

const entryValue = z.union([
  z.literal('none'),
  z.array(z.union([z.strictObject({ x501: z.string() }), z.strictObject({ stanag4774: z.string() })])),
]);

const stateValue = z.enum(['up', 'down']).optional();

function split(provision: Provision): {
  entries: readonly (readonly [string, Entry])[];
  state: 'up' | 'down' | undefined;
  others: Provision;
} {
  const all = Object.entries(provision);
  const isEntry = (verb: string): boolean => /^Dir\(.*\)$/.test(verb);
  return {
    entries: all
      .filter(([verb]) => isEntry(verb))
      .map(([verb, value]) => [verb.slice('Dir('.length, -1), entryValue.parse(value)] as const),
    state: stateValue.parse(provision['Dir.server']),
    others: Object.fromEntries(all.filter(([verb]) => !isEntry(verb) && verb !== 'Dir.server')),
  };
}

function present(slapd: Slapd | undefined): Slapd {
  if (slapd === undefined) throw new EnvironmentFault('slapd is not installed: apt-get install slapd');
  return slapd;
}
