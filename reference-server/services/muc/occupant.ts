import type { Jid, Stanza } from '../../xmpp/index.ts';
import type { Role } from './affiliation.ts';

/** Somebody in a room under one nickname: one account, with one session or several. */
export interface Occupant {
  readonly nick: string;
  /** The address in the room: `ops@muc.a.test/nick`. */
  readonly jid: Jid;
  /** The account, a bare JID: what only those learn who may know it. */
  readonly user: string;
  role: Role;
  /** By full JID. */
  readonly sessions: Map<string, OccupantSession>;
}

export interface OccupantSession {
  readonly jid: Jid;
  /** The last presence that it sent to the room. */
  presence: Stanza;
}

/** The session that spoke last: its presence is what the others see of the occupant. */
export function lastSession({ sessions }: Occupant): OccupantSession | undefined {
  let last: OccupantSession | undefined;
  for (const session of sessions.values()) last = session;
  return last;
}
