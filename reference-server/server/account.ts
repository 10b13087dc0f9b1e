import { type Jid, parseJid } from '../xmpp/index.ts';

/** The bare address of a user of a domain, or `undefined` where the name cannot be one: `sam` is, `sam/desk` is not. */
export function accountJid(user: string, domain: string): Jid | undefined {
  const jid = parseJid(`${user}@${domain}`);
  return jid !== undefined && jid.local !== '' && jid.domain === domain && jid.resource === ''
    ? jid
    : undefined;
}

/** The bare address of a user as provisioning names one: `sam` is of the first domain, `sam@a2.test` of another. */
export function userJid(user: string, domains: readonly string[]): Jid | undefined {
  const [first = ''] = domains;
  const at = user.lastIndexOf('@');
  if (at === -1) return accountJid(user, first);
  const domain = user.slice(at + 1);
  return domains.includes(domain) ? accountJid(user.slice(0, at), domain) : undefined;
}
