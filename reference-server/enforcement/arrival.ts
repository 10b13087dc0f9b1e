import type { Jid, Stanza } from '../xmpp/index.ts';
import type { Origin } from './location.ts';

/** A stanza and where it came from: a client of this server, known by its bound JID and the place it is at. */
export interface Arrival {
  readonly stanza: Stanza;
  readonly sender: Jid;
  /** Left out: nobody knows; where locations are limited, that place is cleared for nothing. */
  readonly origin?: Origin;
}
