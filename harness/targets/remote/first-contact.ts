import { childElements, textOf } from '#xml';
import { type Actor, type ClientEndpoint, SessionError } from '../../actors/index.ts';
import { type AccountAt, EnvironmentFault } from '../target.ts';
import { askIq, isKeptOut, openQuietSession } from './session.ts';

/** So many accounts may be refused before that is taken for all: one may not be made yet, and some servers lock out who tries too often. */
const mostRefused = 5;

/**
 * Connects and logs in, before anything is tested, as the first of these users who can. Gives what the server says of itself (XEP-0092).
 * A user whom an access label keeps out is none that is refused.
 *
 * @throws EnvironmentFault with one sentence: nothing listens, its certificate is not believed, or it refuses the accounts.
 */
export async function firstContact(
  endpoint: ClientEndpoint,
  accounts: readonly AccountAt[],
  file: string,
): Promise<{ readonly version: string }> {
  const refused: EnvironmentFault[] = [];
  for (const account of accounts) {
    const session = await openQuietSession(account, { ...endpoint, domain: account.domain }, 'cmbac').catch(
      (error: unknown) => {
        if (isKeptOut(error)) return undefined;
        if (!(error instanceof SessionError)) throw error;
        const fault = new EnvironmentFault(`${whyNot(error, endpoint, account)} (${file})`, { cause: error });
        if (!error.message.startsWith(authenticationRefused)) throw fault;
        refused.push(fault);
        return undefined;
      },
    );
    if (session !== undefined) return { version: await versionOf(session, account.domain) };
    if (refused.length >= mostRefused) break;
  }
  const [fault] = refused;
  if (fault !== undefined) throw fault;
  return { version: 'unknown' };
}

async function versionOf(session: Actor, domain: string): Promise<string> {
  try {
    const answer = await askIq(session, 'get', domain, "<query xmlns='jabber:iq:version'/>");
    const [query] = answer?.attributes['type'] === 'result' ? childElements(answer) : [];
    const said = query && childElements(query).find(({ name }) => name === 'version');
    return said ? textOf(said) : 'unknown';
  } finally {
    await session.close();
  }
}

const authenticationRefused = 'authentication refused';

/** Why there is no session, and the mend. */
export function whyNot(
  error: SessionError,
  { host, port, domain }: Pick<ClientEndpoint, 'host' | 'port' | 'domain'>,
  { user }: Pick<AccountAt, 'user'>,
): string {
  const where = `${host}:${port}`;
  const { code, message } = causeOf(error);
  if (error.message.startsWith(authenticationRefused))
    return `\`${where}\` refused the account \`${user}@${domain}\` (${error.message}); make that account, or mend \`accounts\``;
  if (error.message === 'the server refused the stream: host-unknown')
    return `\`${where}\` does not serve \`${domain}\`; mend \`domains\`, or \`reach\``;
  if (code === 'ECONNREFUSED') return `nothing listens at \`${where}\`; start the server, or mend \`reach\``;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `the name \`${host}\` has no address here; mend \`reach\`, or this machine's name server`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `the certificate at \`${where}\` is not for \`${domain}\`: ${message}; give the server one that names its domain, or mend \`domains\``;
  if (trustCodes.has(code))
    return `the certificate at \`${where}\` is not trusted: ${message}; name the authority that signed it under \`trust\``;
  return `no session at \`${where}\`: ${error.message}`;
}

/** What Node says of a certificate that it does not believe. */
const trustCodes: ReadonlySet<string> = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_CHAIN_TOO_LONG',
  'INVALID_CA',
  'INVALID_PURPOSE',
]);

function causeOf({ cause, message }: Error): { readonly code: string; readonly message: string } {
  if (!(cause instanceof Error)) return { code: '', message };
  // What follows a semicolon is advice to who runs Node
  const [said = cause.message] = cause.message.split(';');
  return { code: 'code' in cause ? String(cause.code) : '', message: said };
}
