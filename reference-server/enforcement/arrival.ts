import type { Jid, Stanza } from '../xmpp/index.ts';
import type { Origin } from './location.ts';

/**
 * A stanza and where it came from: a client of this server, known by its bound JID and the place it is at, or a user of a peer,
 * known by what the peer has proved.
 */
export interface Arrival {
  readonly stanza: Stanza;
  readonly sender: Jid;
  /** Left out: nobody knows; where locations are limited, that place is cleared for nothing. */
  readonly origin?: Origin;
  /**
   * The domain of the stanza, as it was proved on the stream that brought it: never the stream itself, which may be for several.
   * Left out: it comes from one of our own clients.
   */
  readonly peer?: string;
}
