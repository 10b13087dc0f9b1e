import type { Accepted, Exempt } from '../../enforcement/index.ts';
import { checkRoomDomain, refuseVisitor, replyWith } from '../../enforcement/index.ts';
import type { Host } from '../host.ts';
import { takeGroupchat } from './groupchat.ts';

/**
 * A message to a room, to one of its occupants or to the domain of rooms itself, which every check before routing let through.
 * Gives the error for its sender, if any.
 */
export function takeRoomMessage(message: Accepted, host: Host): Exempt | undefined {
  const { arrival, stanza } = message;
  const { to } = stanza;
  const { rules, audit } = host;
  if (to === undefined || to.local === '')
    return replyWith(stanza, { condition: 'service-unavailable' }, rules);
  const visitor = { jid: arrival.sender, origin: arrival.origin };
  const denied = checkRoomDomain(visitor, to.domain, rules);
  if (denied !== undefined) return refuseVisitor(stanza, denied, rules, audit);
  const room = host.rooms.at(to);
  if (to.resource === '' && stanza.type === 'groupchat') return takeGroupchat(message, room, host);
  // XEP-0045 §7.5: a message to all does not go to one
  if (stanza.type === 'groupchat') return replyWith(stanza, { condition: 'bad-request' }, rules);
  return replyWith(stanza, { condition: 'service-unavailable' }, rules);
}
