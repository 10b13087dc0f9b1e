import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import { childElements, childOf } from '#xml';
import { SessionError, ShutConnection } from './actor.ts';
import { Dialogue } from './dialogue.ts';
import { ns } from './namespaces.ts';
import { type ProxyHeader, proxyHeaderBytes } from './proxy-header.ts';

/** Where clients connect. */
export interface ClientEndpoint {
  readonly host: string;
  readonly port: number;
  /** The XMPP domain: the name that the certificate is verified for. */
  readonly domain: string;
  /** PEM of the one certificate authority that is trusted. */
  readonly ca: string;
  readonly tls: 'starttls' | 'direct';
  /** The address to connect from; left out: the system's choice. See `requireSourceAddress`. */
  readonly localAddress?: string;
  /** Says before all else, whether it is true or not, that the connection comes from elsewhere. */
  readonly proxyHeader?: ProxyHeader;
  /** Over WebSocket, then; with these headers in the handshake besides its own. */
  readonly webSocket?: { readonly headers: Readonly<Record<string, string>> };
  /** Over HTTP, then; with these headers in each request. */
  readonly bosh?: { readonly headers: Readonly<Record<string, string>> };
}

/**
 * A connection to the server under verified TLS, no stream open on it.
 *
 * @throws SessionError when the server cannot be reached, offers no TLS, or its certificate is not the domain's.
 * Source: RFC 6120 §5 (STARTTLS), §13.7.1.2 (verification); XEP-0368 §3 (direct TLS).
 */
export async function openSecureSocket(endpoint: ClientEndpoint, signal: AbortSignal): Promise<TLSSocket> {
  const { host, port, localAddress, proxyHeader } = endpoint;
  const socket = connectTcp({
    host,
    port,
    noDelay: true,
    ...(localAddress !== undefined && { localAddress }),
  });
  // Whoever waits hears of an error first; one that comes between two waits ends the next
  socket.on('error', () => undefined);
  try {
    await connected(socket, 'connect', signal);
    if (proxyHeader) socket.write(proxyHeaderBytes(proxyHeader, port));
    if (endpoint.tls === 'starttls') await startTls(socket, endpoint.domain, signal);
    const secure = connectTls({
      socket,
      servername: endpoint.domain,
      secureContext: contextFor(endpoint.ca),
      minVersion: 'TLSv1.2',
    });
    await connected(secure, 'secureConnect', signal);
    return secure;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

async function connected(socket: Socket, event: string, signal: AbortSignal): Promise<void> {
  try {
    await once(socket, event, { signal });
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no reason given';
    if (event === 'secureConnect' && isShut(error))
      throw new ShutConnection(`the server shut the connection: ${reason}`, { cause: error });
    throw new SessionError(
      signal.aborted ? 'the server did not answer in time' : `the connection failed: ${reason}`,
      { cause: error },
    );
  }
}

/** Was it the other side that ended it, and not what it said? */
function isShut(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

async function startTls(socket: Socket, domain: string, signal: AbortSignal): Promise<void> {
  const dialogue = new Dialogue(socket, domain, signal);
  try {
    const features = await dialogue.open();
    if (features.name === 'error')
      throw new SessionError(
        `the server refused the stream: ${childElements(features)[0]?.name ?? 'no reason given'}`,
      );
    if (!childOf(features, ns.tls, 'starttls')) throw new SessionError('the server offers no STARTTLS');
    const answer = await dialogue.ask(`<starttls xmlns='${ns.tls}'/>`);
    if (answer.name !== 'proceed') throw new SessionError('the server refused STARTTLS');
  } finally {
    dialogue.release();
  }
}

/** One context for each authority: making it costs more than a handshake step. A run has one. */
function contextFor(ca: string): SecureContext {
  const known = contexts.get(ca) ?? createSecureContext({ ca });
  contexts.set(ca, known);
  return known;
}

const contexts = new Map<string, SecureContext>();
