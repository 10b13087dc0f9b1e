import type { Clearances, Label } from '#policy';

/**
 * Who is cleared for what, as provisioned now: the port that the checks ask. `server/` implements it over the
 * configuration and the admin interface.
 */
export interface ClearanceSource {
  /** A user's effective clearance: own, else any user's, else the policy's default, else none (an empty list). */
  ofUser(bareJid: string): Clearances;
  /** The server's own clearance; `undefined`: not limited at this level. */
  ofServer(): Clearances | undefined;
  /** A domain's clearance; `undefined`: the level inherits from the server. */
  ofDomain(domain: string): Clearances | undefined;
  /** The label of what carries none, or `undefined`: the policy has no default, and what carries none is refused. */
  defaultLabel(): Label | undefined;
}
