import { effectiveClearances } from '#policy';
import type { Jid } from '../../xmpp/index.ts';
import { coversMessage, type Measured } from '../covers-message.ts';
import type { Rules } from '../rules.ts';
import { type CheckName, type Refusal, refused } from '../ruling.ts';

/** Somebody at a peer, and the domain of ours that what it is about belongs to: that of a room, of an account. */
export interface RemoteUser {
  readonly user: Pick<Jid, 'bare' | 'domain'>;
  readonly own: string;
}

/**
 * Why somebody at a peer may not know of what has this label here, a room or a presence; `undefined`: nothing stands against it.
 * What may go to the peer must cover it, and so must the clearance of the user, where one is known here. Where neither is set,
 * the policy's own default counts, and without one nothing is granted: the clearance of any user (`U*`) is for our own.
 *
 * Where the user is, is not asked: the peer's clearance stands for that.
 */
export function refusalOfRemote(
  check: CheckName,
  measured: Measured,
  { user, own }: RemoteUser,
  rules: Rules,
): Refusal | undefined {
  const { outbound } = rules.peers.between(own, user.domain);
  const known = rules.clearances.knownOf(user.bare);
  const isUnknown = outbound === undefined && known === undefined;
  const asked = isUnknown
    ? [effectiveClearances(rules.policies.governing, {}).clearances]
    : [outbound, known];
  for (const clearances of asked) {
    const decision = clearances && coversMessage(measured, clearances, rules);
    if (decision?.grant === false) return refused('denied', check, decision.reasons);
  }
  return undefined;
}
