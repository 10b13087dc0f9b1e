import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket, type TLSSocketOptions } from 'node:tls';

/** A server's own certificate and key, and where it has several, which one is for the name that a client asks for. */
export interface TlsIdentity {
  readonly secureContext: SecureContext;
  readonly contextFor?: (serverName: string) => SecureContext | undefined;
}

/**
 * The same connection, encrypted from here on: the server's side of a TLS handshake, which asks for no certificate. Of the
 * protocols that the client offers, one of `protocols` is taken, if they are given (RFC 7301; XEP-0368 §3).
 * Nobody may listen to `socket` any more. Whatever goes wrong closes what is given back.
 *
 * Source: RFC 6120 §5.4.3.
 */
export function secureSocket(
  socket: Socket,
  { secureContext, contextFor }: TlsIdentity,
  protocols?: readonly string[],
): TLSSocket {
  const options: TLSSocketOptions = { isServer: true, requestCert: false, secureContext };
  if (protocols !== undefined) options.ALPNProtocols = [...protocols];
  if (contextFor !== undefined) {
    options.SNICallback = (serverName, done) => {
      done(null, contextFor(serverName) ?? secureContext);
    };
  }
  const secured = new TLSSocket(socket, options);
  // Of a record that cannot be read after the handshake, a TLSSocket without a `tls.Server` says no more than this
  secured.on('_tlsError', () => secured.destroy());
  return secured;
}
