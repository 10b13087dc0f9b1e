import { constants } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { connect, createSecureContext, createServer, type SecureContext, type TLSSocket } from 'node:tls';
import { domainToASCII } from 'node:url';
import { isCertificateFor } from './peer-certificate.ts';

/** A server's certificate for its peers, which it shows as server and as client, and whose certificates it believes. */
export interface PeerTls {
  readonly cert: Buffer | string;
  readonly key: Buffer | string;
  /** Left out: the authorities that Node knows. */
  readonly ca?: Buffer | string;
  /** For connections of ours. */
  readonly secureContext: SecureContext;
}

/** The first version that is good enough; the same as for clients. */
const minVersion = 'TLSv1.2';

/**
 * Who the other side is, is settled once: in a second handshake (TLS 1.2) it could show another certificate, and Node would believe that
 * one for the sake of the first.
 */
const secureOptions = constants.SSL_OP_NO_RENEGOTIATION;

/** The protocol of TLS from the first byte between servers. Source: XEP-0368 §3. */
const protocol = 'xmpp-server';

/** @throws Error when the certificate and the key do not belong together, or one of them is none */
export function peerTls(files: Omit<PeerTls, 'secureContext'>): PeerTls {
  return { ...files, secureContext: createSecureContext({ ...files, minVersion, secureOptions }) };
}

/**
 * The server's side of a handshake that asks for a certificate and takes any; whom it is for, and whether anybody vouches for it, is
 * `isTrustedFor`. Begins at once: nobody may listen to `socket` any more. What is given back is not yet read from.
 */
export function acceptTls(
  socket: Socket,
  { cert, key, ca }: PeerTls,
  { timeoutMs, isDirect = false }: { timeoutMs: number; isDirect?: boolean },
): Promise<TLSSocket> {
  // A TLSSocket alone never says whether its peer is authorized; a server's does, and needs not listen for it
  const server = createServer({
    cert,
    key,
    ...(ca !== undefined && { ca }),
    ...(isDirect && { ALPNProtocols: [protocol] }),
    minVersion,
    secureOptions,
    handshakeTimeout: timeoutMs,
    requestCert: true,
    rejectUnauthorized: false,
  });
  return new Promise((resolve, reject) => {
    server.once('secureConnection', resolve);
    server.on('tlsClientError', reject);
    socket.once('close', () => {
      reject(new Error('the connection ended in the handshake'));
    });
    server.emit('connection', socket);
  });
}

/** The client's side, which takes any certificate too, and asks for one that is for `domain`. */
export function connectTls(
  socket: Socket,
  domain: string,
  { secureContext }: PeerTls,
  direct = false,
): Promise<TLSSocket> {
  const secured = connect({
    socket,
    secureContext,
    // RFC 6066 §3: an address is no name that could be asked for
    ...(isIP(domain) === 0 && { servername: domainToASCII(domain) }),
    ...(direct && { ALPNProtocols: [protocol] }),
    rejectUnauthorized: false,
    // `isTrustedFor` asks, and by the rules for servers
    checkServerIdentity: () => undefined,
  });
  return new Promise((resolve, reject) => {
    secured.once('secureConnect', () => {
      resolve(secured);
    });
    secured.on('error', reject);
    secured.once('close', () => {
      reject(new Error('the connection ended in the handshake'));
    });
  });
}

/** Did the other side show a certificate for this domain that somebody vouches for whom we trust? */
export function isTrustedFor(socket: TLSSocket, domain: string): boolean {
  const certificate = socket.authorized ? socket.getPeerX509Certificate() : undefined;
  return certificate !== undefined && isCertificateFor(certificate, domain);
}
