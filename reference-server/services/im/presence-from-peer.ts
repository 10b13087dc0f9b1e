import type { Exempt } from '../../enforcement/index.ts';
import type { Host } from '../host.ts';
import { tell } from './presence.ts';
import type { Session } from './sessions.ts';
import { moveSubscription } from './subscription.ts';
import { isSubscription } from './subscription-moves.ts';
import { answerProbe } from './watching.ts';

/**
 * A presence from somebody at a peer, already known to carry no label, to one of our users: a step of a subscription, a probe, or
 * being there, for the sessions that are available or for one. Whoever is not there, or does not exist, is told nothing of it,
 * and so is the peer.
 *
 * Source: RFC 6121 §3, §4.3.2, §4.4.3, §4.6.4, §8.5.
 */
export function takePresenceFromPeer(sender: Session, { stanza }: Exempt, host: Host): void {
  const { type, to } = stanza;
  if (to === undefined) return;
  if (isSubscription(type)) moveSubscription(sender.jid, stanza, host);
  else if (type === 'probe') answerProbe(sender, stanza, host);
  else if (type === 'available' || type === 'unavailable') tell(to, stanza, host);
}
