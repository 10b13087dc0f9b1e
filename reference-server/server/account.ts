import { type Jid, parseJid } from '../xmpp/index.ts';

/** The bare address of a user of a domain, or `undefined` where the name cannot be one: `sam` is, `sam/desk` is not. */
export function accountJid(user: string, domain: string): Jid | undefined {
  const jid = parseJid(`${user}@${domain}`);
  return jid !== undefined && jid.local !== '' && jid.domain === domain && jid.resource === ''
    ? jid
    : undefined;
}
