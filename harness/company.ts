import type { Peers } from './peers/index.ts';
import { type Part, roomAddress, verbsOf } from './scenario/index.ts';
import type { Role } from './steps/index.ts';
import type { AccountAt, Company } from './targets/index.ts';

/**
 * Whose accounts of the target a part uses, and which rooms it makes: what a server that nobody can restart is tidied by. Rooms that are
 * provisioned are not the part's own.
 */
export function companyOf(
  part: Part,
  roles: ReadonlyMap<string, Role>,
  { domain, peers }: { readonly domain: string; readonly peers?: Pick<Peers, 'seenAt'> | undefined },
): Company {
  const users = new Map(
    [...roles].flatMap(([name, role]): [string, AccountAt][] =>
      'endpoint' in role
        ? [[name, { user: role.account.user, domain: role.endpoint.domain, password: role.account.password }]]
        : [],
    ),
  );
  const isProvisioned = verbsOf(part).some((verb) => verb.startsWith('Rm.'));
  const made = part.steps.flatMap((step): [string, AccountAt][] => {
    const owner = 'room' in step ? users.get(step.room.owner) : undefined;
    return 'room' in step && owner !== undefined ? [[roomAddress(step.room.name, domain), owner]] : [];
  });
  const cut = part.steps.flatMap((step) => {
    const account = 'drop' in step ? users.get(step.drop) : undefined;
    const resource = 'drop' in step ? roles.get(step.drop)?.account.resource : undefined;
    return account === undefined || resource === undefined ? [] : [{ ...account, resource }];
  });
  const accounts = new Map([...users.values()].map((one) => [`${one.user}@${one.domain}`, one]));
  const outside = new Set([...roles.values()].flatMap((role) => ('peer' in role ? [role.peer] : [])));
  const neighbours = [...outside].map((name) => ({
    domain: name,
    seen: () => peers?.seenAt(name) ?? 'nothing',
  }));
  return { users: [...accounts.values()], rooms: new Map(isProvisioned ? [] : made), cut, neighbours };
}
