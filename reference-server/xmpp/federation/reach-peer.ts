import type { Socket } from 'node:net';
import { connectToPlace } from './connect-to-place.ts';
import type { PeerFailure } from './outgoing.ts';
import type { PeerContext } from './peer-context.ts';

/** What came of one connection. `isAnswered`: an XMPP server was there, and no other place of it would say anything else. */
export type Attempt<Made> =
  | { readonly made: Made }
  | { readonly why: PeerFailure; readonly reason: unknown; readonly isAnswered: boolean };

/** Places of one peer that are tried for one stream. */
const maxPlaces = 8;

/**
 * Finds the server of a domain, and tries its places in order until `attempt` has something to show, or somebody has answered.
 * Never rejects, unless `attempt` does.
 *
 * Source: RFC 6120 §3.2.
 */
export async function reachPeer<Made>(
  domain: string,
  context: PeerContext,
  signal: AbortSignal,
  attempt: (socket: Socket) => Promise<Attempt<Made>>,
): Promise<Attempt<Made>> {
  const since = performance.now();
  const places = await context.options.resolve(domain);
  if (typeof places === 'string') return failed(places, 'its server is not found in DNS');
  let last = failed('unknown', 'it has no place');
  for (const place of places.slice(0, maxPlaces)) {
    if (signal.aborted) return failed('stopped', 'this server ends its streams');
    if (performance.now() - since > context.limits.setUpTimeoutMs) return last;
    const socket = await connectToPlace(place, domain, context, signal);
    const outcome = 'why' in socket ? { ...socket, isAnswered: false } : await attempt(socket);
    if ('made' in outcome || outcome.isAnswered) return outcome;
    last = outcome;
  }
  return last;
}

function failed(why: PeerFailure, reason: string): Exclude<Attempt<never>, { made: never }> {
  return { why, reason, isAnswered: false };
}
