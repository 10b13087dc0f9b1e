import { childOf, element } from '#xml';
import {
  type Exempt,
  ownStanza,
  type Passage,
  passIq,
  refuse,
  replacedAnswer,
  replyWith,
} from '../../../enforcement/index.ts';
import { type Jid, namespaces, type Stanza } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import type { Session } from '../../im/sessions.ts';
import { resultOf } from '../../iq.ts';
import { limitsAt } from '../limits.ts';
import { lastSession, type Occupant } from '../occupant.ts';
import type { Room } from '../room.ts';

/**
 * An iq to an occupant, by the address in the room. Between occupants it goes on, as far as one may between clients, under their
 * addresses in the room alone; a ping to oneself the room answers. Gives the answer, if there is one to give now.
 *
 * Source: XEP-0045 §17.4; XEP-0410.
 */
export function occupantIq(
  { session, stanza, room }: { readonly session: Session; readonly stanza: Stanza; readonly room: Room },
  host: Host,
): Exempt | undefined {
  const { rules } = host;
  if (stanza.type === 'result') {
    forwardResult(session, stanza, room, host);
    return undefined;
  }
  const asker = room.occupantOf(session.jid);
  if (asker === undefined) return replyWith(stanza, { condition: 'not-acceptable' }, rules);
  const occupant = room.occupantAt(stanza.to?.resource ?? '');
  if (occupant === undefined) return replyWith(stanza, { condition: 'item-not-found' }, rules);
  if (occupant === asker && stanza.type === 'get' && childOf(stanza.element, 'urn:xmpp:ping', 'ping'))
    return ownStanza(resultOf(stanza, undefined));
  return forwardRequest({ session, stanza, room }, { asker, occupant }, host);
}

/** To the session of the occupant that was last heard of. */
function forwardRequest(
  { session, stanza, room }: { readonly session: Session; readonly stanza: Stanza; readonly room: Room },
  { asker, occupant }: { readonly asker: Occupant; readonly occupant: Occupant },
  host: Host,
): Exempt | undefined {
  const { rules, audit } = host;
  const answerer = host.reach(lastSession(occupant)?.jid ?? occupant.jid);
  if (answerer === undefined) return replyWith(stanza, { condition: 'service-unavailable' }, rules);
  const inside = { bareJid: occupant.user, room: limitsAt(room.jid, rules), from: asker.jid };
  const passage = passIq(passageOf(stanza, { from: session, to: answerer }, inside), rules);
  if (!passage.allowed) return refuse(stanza, passage, rules, audit);
  const request = { asker: session.jid, id: stanza.id ?? '', answerer: answerer.jid };
  const id = room.requests.note(request);
  host.deliver(answerer, ownStanza({ ...passage.message.stanza, id, from: asker.jid, to: answerer.jid }));
  return undefined;
}

/** What may not be said in answer is replaced by an error. */
function forwardResult(answerer: Session, stanza: Stanza, room: Room, host: Host): void {
  const { rules, audit } = host;
  const settled = settledBy(answerer.jid, stanza, room, host);
  if (settled === undefined) return;
  const { asker, from, id } = settled;
  const inside = { bareJid: asker.jid.bare, room: limitsAt(room.jid, rules), from: from.jid };
  const passage = passIq(passageOf(stanza, { from: answerer, to: asker }, inside), rules);
  const answer = passage.allowed ? passage.message : replacedAnswer(stanza);
  if (!passage.allowed) audit(stanza, passage);
  host.deliver(asker, ownStanza({ ...answer.stanza, id, from: from.jid, to: asker.jid }));
}

/** Of somebody at a peer the peer is asked, in place of where the session is. */
function passageOf(
  stanza: Stanza,
  { from, to }: { readonly from: Session; readonly to: Session },
  inside: NonNullable<Passage['inside']>,
): Passage {
  const { jid: sender, origin, peer } = from;
  const arrival = peer === undefined ? { stanza, sender, origin } : { stanza, sender, peer };
  return { arrival, origin: to.origin, inside, abroad: to.peer === undefined ? undefined : to.jid };
}

/** One of an occupant's sessions is about to leave: whoever asked it something has an answer. RFC 6120 §8.2.3. */
export function answerForGone(room: Room, answerer: Jid, host: Host): void {
  const from = room.occupantOf(answerer)?.jid;
  if (from === undefined) return;
  for (const { asker, id } of room.requests.takeAskedOf(answerer)) {
    const session = host.reach(asker);
    const unanswered = { kind: 'iq', type: 'result', id, from, to: asker, element: emptyIq } as const;
    if (session !== undefined) host.deliver(session, replacedAnswer(unanswered));
  }
}

const emptyIq = element(namespaces.client, 'iq');

/** An error in answer to an iq: it has been written again, and holds nothing of its sender's. */
export function forwardAnswer({ stanza }: Exempt, room: Room, host: Host): void {
  const settled = settledBy(stanza.from, stanza, room, host);
  if (settled === undefined) return;
  const { asker, from, id } = settled;
  host.deliver(asker, ownStanza({ ...stanza, id, from: from.jid, to: asker.jid }));
}

/** Who asked what this is the answer to, if both are still there. */
function settledBy(
  answerer: Stanza['from'],
  { id }: Stanza,
  room: Room,
  host: Host,
): { readonly asker: Session; readonly from: Occupant; readonly id: string } | undefined {
  const request = room.requests.settle(id ?? '', answerer);
  const asker = request && host.reach(request.asker);
  const from = room.occupantOf(answerer);
  if (request === undefined || asker === undefined || from === undefined) return undefined;
  return room.occupantOf(asker.jid) === undefined ? undefined : { asker, from, id: request.id };
}
