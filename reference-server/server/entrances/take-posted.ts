import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { type BoshLimits, readPosted, refuseRequest, respond } from './bosh-requests.ts';
import type { BoshSessions } from './bosh-sessions.ts';
import { forwardedAddress } from './forwarded.ts';
import type { Pending } from './pending-connections.ts';
import type { TrustedProxies } from './trusted-proxies.ts';

/** The connection that a request came on. */
export interface PostingCaller {
  readonly socket: Socket;
  readonly address: string;
  readonly pending: Pending;
  /** To be told when all of the request has come. */
  readonly came: () => void;
}

/**
 * Takes one request of a BOSH client. Where it comes from is asked of each: a proxy sends many clients' requests on one
 * connection, and a client may come from elsewhere with the next.
 */
export async function takePosted(
  request: IncomingMessage,
  response: ServerResponse,
  { socket, address, pending, came }: PostingCaller,
  parts: { readonly bosh: BoshSessions; readonly boshLimits: BoshLimits; readonly proxies: TrustedProxies },
): Promise<void> {
  const from = forwardedAddress(address, request.headers, parts.proxies);
  const posted = from === undefined ? { refused: 400 } : await readPosted(request, parts.boshLimits);
  came();
  if ('refused' in posted || from === undefined) {
    refuseRequest(response, 'refused' in posted ? posted.refused : 400);
    return;
  }
  await parts.bosh.take({
    ...posted,
    encrypted: socket instanceof TLSSocket,
    address: from,
    pending,
    answer: (text) => {
      respond(response, text);
    },
    isGone: () => response.destroyed || socket.destroyed,
  });
}
