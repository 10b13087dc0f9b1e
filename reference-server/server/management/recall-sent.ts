import {
  type Accepted,
  type Admitted,
  checkRoom,
  hold,
  type Recalled,
  type Rules,
  type Ruling,
  recall,
  refusalOfDomain,
  unlimitedRoom,
} from '../../enforcement/index.ts';
import { bareOf, type Stanza } from '../../xmpp/index.ts';
import type { ImDomain } from '../im-domain.ts';
import { isSaidInRoom } from './keep-sent.ts';
import type { Sent } from './management.ts';

/**
 * A message that a client was sent and may not have, by what holds now and before that client is asked about. What was said in
 * a room was carried for the room: its domain, what limits the room itself, and the domain of who is in it, are asked again like the
 * rest.
 */
export function recallSent(
  message: Accepted,
  { rules, at }: Pick<Sent, 'rules' | 'at'>,
  domain: ImDomain,
): Recalled {
  const { stanza: sent } = message;
  if (!isSaidInRoom(sent, domain) || domain.rules.faults.has('sm.room'))
    return recall(hold(message, rules, at), domain.rules);
  const room = bareOf(sent.from);
  const said = { ...message, stanza: { ...sent, to: room } };
  const { stanza, ruling } = recall(hold(said, rules, at), domain.rules);
  const addressed = sent.to === undefined ? stanza : { ...stanza, to: sent.to };
  if (!ruling.allowed) return { stanza: addressed, ruling };
  const limits = domain.rules.rooms.of(room.bare) ?? unlimitedRoom;
  const taken = checkRoom(ruling.message, limits, domain.rules);
  return {
    stanza: addressed,
    ruling: forDomainOf(sent.to, taken, domain.rules, addressed),
  };
}

function forDomainOf(
  to: Stanza['to'],
  taken: Ruling<Admitted>,
  rules: Rules,
  stanza: Stanza,
): Ruling<Admitted> {
  if (!taken.allowed) return taken;
  const refusal = refusalOfDomain(taken.message, to?.bare ?? '', rules);
  return refusal ?? { allowed: true, message: { ...taken.message, stanza } };
}
