import type { AccountAt, Company } from '../targets/target.ts';
import type { PlayOptions } from './play.ts';
import type { Character, Script } from './script.ts';

/**
 * Who and what there will be when a script is played, for a server that the harness cannot simply reset: the accounts of its characters,
 * and the rooms that they enter, each with the first who does.
 */
export function companyOf(
  { cast, steps }: Script,
  roomDomains: readonly string[],
  accountOf: PlayOptions['accountOf'],
): Company {
  const at = (character: Character): AccountAt => ({
    ...accountOf(character),
    domain: character.jid.slice(character.jid.indexOf('@') + 1),
  });
  const users = new Map(cast.map((character) => [character.jid, at(character)]));
  const rooms = new Map<string, AccountAt>();
  for (const step of steps) {
    const owner = cast.find(({ name }) => name === step.who);
    if (step.verb !== 'sends' || owner === undefined) continue;
    for (const room of roomsIn(step.body.text, roomDomains)) {
      if (!rooms.has(room)) rooms.set(room, at(owner));
    }
  }
  return { users: [...users.values()], rooms, cut: [], neighbours: [] };
}

/** The rooms that a presence is for. */
function roomsIn(text: string, domains: readonly string[]): string[] {
  const [, address] = /^\s*<presence[^>]*\sto\s*=\s*["']([^"'/]+)\//.exec(text) ?? [];
  const domain = address?.slice(address.indexOf('@') + 1);
  return address !== undefined && domain !== undefined && domains.includes(domain) ? [address] : [];
}
