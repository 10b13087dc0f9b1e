import type { Peers } from './peers/index.ts';
import { type Part, roomAddress } from './scenario/index.ts';
import type { Role } from './steps/index.ts';
import type { AccountAt, Company } from './targets/index.ts';

/**
 * Whose accounts of the target a part uses, and which rooms it makes: what a server that nobody can restart is tidied by. Rooms that are
 * provisioned are not the part's own, and the part may not be told so: verification looks at them too.
 */
export function companyOf(
  part: Part,
  roles: ReadonlyMap<string, Role>,
  {
    domain,
    peers,
    roomPrefix,
  }: {
    readonly domain: string;
    readonly peers?: Pick<Peers, 'seenAt'> | undefined;
    /** What the names of the part's own rooms begin with; left out: none is its own. */
    readonly roomPrefix?: string | undefined;
  },
): Company {
  const users = new Map(
    [...roles].flatMap(([name, role]): [string, AccountAt][] =>
      'endpoint' in role
        ? [[name, { user: role.account.user, domain: role.endpoint.domain, password: role.account.password }]]
        : [],
    ),
  );
  const made = part.steps.flatMap((step): [string, AccountAt][] => {
    const owner = 'room' in step ? users.get(step.room.owner) : undefined;
    if (!('room' in step) || owner === undefined) return [];
    const isOwn = roomPrefix !== undefined && step.room.name.startsWith(roomPrefix);
    return isOwn ? [[roomAddress(step.room.name, domain), owner]] : [];
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
  return { users: [...accounts.values()], rooms: new Map(made), cut, neighbours };
}
