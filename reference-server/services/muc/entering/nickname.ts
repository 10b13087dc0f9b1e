import { type Jid, withResource } from '../../../xmpp/index.ts';

/** The address in a room that a nickname gives, or `undefined` where it cannot be one: spaces alone are none. XEP-0045 §7.2. */
export function addressIn(room: Jid, nick: string): Jid | undefined {
  return nick.trim() === '' ? undefined : withResource(room, nick);
}

/** Is it kept for another account? XEP-0045 §7.10. */
export function isReserved(
  nick: string,
  user: string,
  { reservedNicks }: { readonly reservedNicks: ReadonlyMap<string, string> },
): boolean {
  for (const [owner, reserved] of reservedNicks) if (reserved === nick && owner !== user) return true;
  return false;
}
