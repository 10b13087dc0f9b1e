import { namespaces } from '../namespaces.ts';

/** How a server uses STARTTLS: insists on it, offers it, or has it not (in clear, or TLS from the first byte). */
export type StartTlsUse = 'required' | 'optional' | 'none';

const startTls = `<starttls xmlns='${namespaces.tls}'/>`;
const startTlsRequired = `<starttls xmlns='${namespaces.tls}'><required/></starttls>`;
const bind = `<bind xmlns='${namespaces.bind}'/>`;
// RFC 6121 §1.4 leaves the session out; clients that know only RFC 3921 wait for it
const session = `<session xmlns='${namespaces.session}'><optional/></session>`;

/**
 * What a client may do before it has logged in: STARTTLS, and no login without it where it is required.
 *
 * Source: RFC 6120 §5.4.1, §6.4.1.
 */
export function featuresBeforeLogin(use: StartTlsUse, mechanisms: readonly string[]): string {
  if (use === 'required') return features(startTlsRequired);
  const offered = mechanisms.map((name) => `<mechanism>${name}</mechanism>`).join('');
  const login = offered === '' ? '' : `<mechanisms xmlns='${namespaces.sasl}'>${offered}</mechanisms>`;
  return features(use === 'optional' ? startTls + login : login);
}

/** What a client may do once it has logged in, and what else the server says of itself, as XML. Source: RFC 6120 §7.4. */
export function featuresAfterLogin(others = ''): string {
  return features(bind + session + others);
}

function features(content: string): string {
  return `<stream:features>${content}</stream:features>`;
}
