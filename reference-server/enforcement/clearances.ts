import type { Clearances, Label } from '#policy';
import type { Origin } from './location.ts';

/**
 * Nobody can say now what a user is cleared for: the source that knows it is out of reach. It is not a clearance for
 * nothing, and grants nothing either: whoever asks refuses, and says to try again later (`refusalOfUser`).
 */
export interface Unavailable {
  /** Why, as one clause for the audit log: `the directory is down: connection refused`. */
  readonly unavailable: string;
}

export function isUnavailable(clearances: Clearances | Unavailable): clearances is Unavailable {
  return 'unavailable' in clearances;
}

/**
 * Who is cleared for what, as provisioned now: the port that the checks ask. `server/` implements it over the
 * configuration and the admin interface.
 */
export interface ClearanceSource {
  /**
   * A user's effective clearance: own, else what the directory says, else any user's, else the policy's default, else
   * none (an empty list).
   */
  ofUser(bareJid: string): Clearances | Unavailable;
  /**
   * The clearance that is provisioned for this user and no other; `undefined`: none is. Asked of users of peers, whom defaults are
   * not for.
   */
  knownOf(bareJid: string): Clearances | undefined;
  /** The server's own clearance; `undefined`: not limited at this level. */
  ofServer(): Clearances | undefined;
  /** A domain's clearance; `undefined`: the level inherits from the server. */
  ofDomain(domain: string): Clearances | undefined;
  /**
   * The clearance of a place, known or (`undefined`) not; an empty list is cleared for nothing. The result `undefined`:
   * locations are not limited at all.
   */
  ofLocation(origin: Origin | undefined): Clearances | undefined;
  /** The label of what carries none, or `undefined`: the policy has no default, and what carries none is refused. */
  defaultLabel(): Label | undefined;
}
