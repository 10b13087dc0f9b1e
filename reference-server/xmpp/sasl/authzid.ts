import { parseJid } from '../jid.ts';

/** May `user` log in as `authzid`? Only as itself: the bare address of its own account, or nothing. RFC 6120 §6.3.8. */
export function isOwnAuthzid(authzid: string, user: string, domain: string): boolean {
  return authzid === '' || parseJid(authzid)?.full === `${user}@${domain}`;
}
