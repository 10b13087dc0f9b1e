import type { Jid, Stanza } from '../xmpp/index.ts';

/** A stanza and where it came from: a client of this server, known by its bound JID. */
export interface Arrival {
  readonly stanza: Stanza;
  readonly sender: Jid;
}
