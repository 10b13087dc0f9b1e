import { SessionError } from './actor.ts';
import { type ClientEndpoint, openSecureSocket } from './secure-socket.ts';

/**
 * The certificate that a server shows to a client of its own, verified: DER.
 *
 * @throws SessionError when the server cannot be reached, or its certificate is not the domain's.
 */
export async function peerCertificate(endpoint: ClientEndpoint, signal: AbortSignal): Promise<Buffer> {
  const socket = await openSecureSocket(endpoint, signal);
  try {
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined) throw new SessionError('the server shows no certificate');
    return certificate.raw;
  } finally {
    socket.destroy();
  }
}
