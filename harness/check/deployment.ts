import { randomBytes } from 'node:crypto';
import type { Fixtures } from '../fixtures/index.ts';
import type { TargetKeeper } from '../keep-target.ts';
import { renameFixtures, renamingFor } from '../renaming.ts';
import { renameUser } from '../scenario/index.ts';
import { freePorts, type TargetDriver } from '../targets/index.ts';
import type { CheckSetting } from './check-stage.ts';

/** The deployment as the target calls it, and a password for each account that it has. */
export function inItsWords(
  { naming }: TargetDriver,
  fixtures: Fixtures,
): Pick<CheckSetting, 'fixtures' | 'users' | 'passwords'> {
  const { base } = fixtures;
  const renaming = renamingFor(naming, base);
  const absent = naming?.without ?? [];
  const asked = base.accounts.filter((user) => !absent.includes(user.split('@')[1] ?? ''));
  const users = new Map(asked.map((user) => [user, renaming ? renameUser(user, renaming, base) : user]));
  const passwords = Object.fromEntries(
    [...users].map(([user, named]) => [named, naming?.password?.(user) ?? newSecret()]),
  );
  return { fixtures: renameFixtures(fixtures, renaming), users, passwords };
}

/** What the target is started with, or is expected to have: everything that a probe may use. */
export async function deploymentFor({
  fixtures,
  passwords,
  components,
  host,
}: Pick<CheckSetting, 'fixtures' | 'passwords' | 'components' | 'host'>): Promise<
  ConstructorParameters<typeof TargetKeeper>[1]
> {
  const { domain, rooms, names, certificate, provision } = fixtures.base;
  const [port = 0] = await freePorts(1);
  return {
    domain,
    rooms,
    accounts: passwords,
    names,
    ...(certificate && { certificateClearance: certificate.clearance }),
    provision: fixtures.provisionValues(provision),
    faults: [],
    ...(components && { components }),
    ...(host && {
      federation: {
        port,
        routes: host.routes,
        nameServer: host.nameServer.address,
        authority: host.authority,
      },
    }),
  };
}

/** Secrets for these, for this check only. */
export function newSecrets(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, newSecret()]));
}

function newSecret(): string {
  return randomBytes(12).toString('base64url');
}
