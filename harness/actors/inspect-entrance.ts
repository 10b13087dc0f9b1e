import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { childOf, type Element } from '#xml';
import { SessionError } from './actor.ts';
import { Dialogue } from './dialogue.ts';
import { ns } from './namespaces.ts';
import type { ClientEndpoint } from './secure-socket.ts';

/** What a server shows to somebody who has not logged in. */
export interface Inspection {
  /** From the first packet to a connection, in milliseconds. */
  readonly connectMs: number;
  /** Its features before TLS; left out: TLS comes with the first byte. */
  readonly inClear?: Element;
  /** Left out: there is no TLS. */
  readonly tls?: InspectedTls;
  /** Its features under TLS. */
  readonly features?: Element;
  /** Why it went no further. */
  readonly ended?: string;
}

/** One TLS connection, its certificate looked at and not yet believed. */
export interface InspectedTls {
  readonly version: string;
  readonly cipher: string;
  /** The server's own certificate first. */
  readonly chain: readonly X509Certificate[];
  /** Why the chain is not one of the given authority; left out: it is. */
  readonly untrusted?: string;
}

/**
 * Connects as any client would, and goes on to the features under TLS whatever the certificate says: to look at, never
 * to log in over.
 *
 * @throws SessionError when nothing takes the connection, or what does so speaks no XMPP.
 */
export async function inspectEntrance(endpoint: ClientEndpoint, signal: AbortSignal): Promise<Inspection> {
  const { host, port, domain, tls, ca } = endpoint;
  const before = performance.now();
  const socket = connectTcp({ host, port, noDelay: true });
  socket.on('error', () => undefined);
  try {
    await happened(socket, 'connect', signal);
    const connectMs = performance.now() - before;
    const inClear = tls === 'starttls' ? await askForTls(socket, domain, signal) : undefined;
    const seen = { connectMs, ...(inClear && { inClear: inClear.features }) };
    if (inClear?.ended !== undefined) return { ...seen, ended: inClear.ended };
    return { ...seen, ...(await underTls(socket, domain, ca, signal)) };
  } finally {
    socket.destroy();
  }
}

/** The features in clear, and TLS asked for; `ended`: it is not given. */
async function askForTls(
  socket: Socket,
  domain: string,
  signal: AbortSignal,
): Promise<{ readonly features: Element; readonly ended?: string }> {
  const dialogue = new Dialogue(socket, domain, signal);
  try {
    const features = await dialogue.open();
    if (!childOf(features, ns.tls, 'starttls')) return { features, ended: 'it offers no STARTTLS' };
    const answer = await dialogue.ask(`<starttls xmlns='${ns.tls}'/>`);
    return answer.name === 'proceed' ? { features } : { features, ended: 'it refuses STARTTLS' };
  } finally {
    dialogue.release();
  }
}

async function underTls(
  socket: Socket,
  domain: string,
  ca: string,
  signal: AbortSignal,
): Promise<Pick<Inspection, 'tls' | 'features' | 'ended'>> {
  const secure = connectTls({
    socket,
    servername: domain,
    ca,
    // What the certificate is worth is said, and decides nothing here: nobody logs in on this connection
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    minVersion: 'TLSv1.2',
  });
  secure.on('error', () => undefined);
  try {
    await happened(secure, 'secureConnect', signal);
  } catch (error) {
    return { ended: error instanceof Error ? error.message : String(error) };
  }
  const tls = inspected(secure);
  const dialogue = new Dialogue(secure, domain, signal);
  try {
    return { tls, features: await dialogue.open() };
  } catch (error) {
    return { tls, ended: error instanceof Error ? error.message : String(error) };
  } finally {
    dialogue.release();
  }
}

function inspected(secure: TLSSocket): InspectedTls {
  const error: unknown = secure.authorizationError;
  const reason = error instanceof Error ? error.message : typeof error === 'string' ? error : undefined;
  return {
    version: secure.getProtocol() ?? 'unknown',
    cipher: secure.getCipher().name,
    chain: chainOf(secure),
    ...(!secure.authorized && { untrusted: reason ?? 'it is not trusted' }),
  };
}

/** Up to the first that signs itself; a chain that goes round ends where it began. */
function chainOf(secure: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = [];
  let next = secure.getPeerX509Certificate();
  while (next !== undefined && !chain.some(({ fingerprint256 }) => fingerprint256 === next?.fingerprint256)) {
    chain.push(next);
    next = next.issuerCertificate;
  }
  return chain;
}

async function happened(socket: Socket, event: string, signal: AbortSignal): Promise<void> {
  try {
    await once(socket, event, { signal });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SessionError(signal.aborted ? 'the server did not answer in time' : reason, { cause: error });
  }
}
