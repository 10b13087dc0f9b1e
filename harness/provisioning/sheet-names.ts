import { type Fixtures, verbArgument, verbHead, verbs } from '../fixtures/index.ts';
import { domainsNamedIn, renameBase } from '../scenario/index.ts';
import type { Naming } from '../targets/index.ts';

/** What the server calls what scenarios call otherwise. */
export interface SheetNames {
  /** The domain under test. */
  readonly domain: string;
  /** `u-r-2` → `cmbac-u-r-2@alpha.lab`. */
  account(name: string): string;
  /** `cmbac-ops-2` → `cmbac-ops-2@rooms.alpha.lab`. */
  room(name: string): string;
  /** A domain, and a rule for several: `muc.a.test` → `rooms.alpha.lab`, `*.b.test` → `*.bravo.lab`. */
  named(domain: string): string;
  /** What a verb is about: `Dom(muc.a.test).clr` → `rooms.alpha.lab`. */
  about(verb: string): string;
  /** What a check is about: the verb without its argument; empty for an account itself. */
  of(head: string, name: string): string;
  /** A value in the words of scenarios, with domains as the server has them. */
  value(words: unknown): unknown;
  /** Is what it is about there at all? A server may have no second domain. */
  has(verb: string): boolean;
}

/** The names of a target; without `naming` they are those of scenarios. */
export function sheetNames({ base }: Pick<Fixtures, 'base'>, naming: Naming | undefined): SheetNames {
  const renaming = { domains: naming?.domains ?? {}, accounts: {}, rooms: {} };
  const value = (words: unknown): unknown =>
    renameBase({ ...base, provision: { value: words } }, renaming).provision['value'];
  const domainOf = (name: string): string => String(value(name));
  const addressOf = (name: string): string => {
    const [, domain = base.components[name] ? name : base.domain] = name.split('@');
    // People of other servers and of components are not called otherwise
    if (base.peers[domain] ?? base.components[domain]) return domainOf(name);
    return `${naming?.account(name) ?? name.split('@')[0] ?? name}@${domainOf(domain)}`;
  };
  const roomAt = (name: string): string => {
    const [local = name, domain = base.rooms[0] ?? ''] = name.split('@');
    return `${local}@${domainOf(domain)}`;
  };
  return {
    of: (head, name) => {
      if (head.startsWith('Rm.')) return roomAt(name);
      const kind = verbs.find((verb) => verb.head === head)?.argument;
      return head === '' || kind === 'account' ? addressOf(name) : domainOf(name);
    },
    domain: domainOf(base.domain),
    account: addressOf,
    room: roomAt,
    named: domainOf,
    about: (verb) => {
      const argument = verbArgument(verb) ?? '';
      const kind = verbs.find(({ head }) => head === verbHead(verb))?.argument;
      return kind === 'account' ? addressOf(argument) : domainOf(argument);
    },
    value,
    has: (verb) => domainsNamedIn(verbArgument(verb) ?? '', naming?.without ?? []).length === 0,
  };
}
