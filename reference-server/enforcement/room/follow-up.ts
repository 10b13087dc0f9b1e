import { childElements, type Element } from '#xml';
import type { Jid } from '../../xmpp/index.ts';
import type { Measure } from '../covers-message.ts';
import type { Recipient } from '../exit.ts';
import { isLabel } from '../label/label-element.ts';
import { readLabelOnce } from '../label/label-readings.ts';
import { mayBeAt } from '../may-be-at.ts';
import { refusalAbroad } from '../peer/departure.ts';
import type { Rules } from '../rules.ts';
import type { Admitted } from '../stages.ts';
import { refusalOfUser } from '../user-covers.ts';
import { refusalOfDomain } from './occupant-domain.ts';

/**
 * The ids of messages that a message names: what it corrects, retracts, answers, marks or reacts to. Every child with an `id` is taken for
 * one that names a message, but for those that give the message an id of its own: corrections (XEP-0308), retractions (XEP-0424),
 * reactions (XEP-0444), markers (XEP-0333), receipts (XEP-0184) and replies (XEP-0461) all do so.
 */
export function idsNamedIn(message: Element): readonly string[] {
  return childElements(message).flatMap(({ namespace, attributes: { id } }) =>
    id === undefined || namespace === 'urn:xmpp:sid:0' ? [] : [id],
  );
}

/**
 * Has a message no label of its own, so that the default counts for it? One that was written on it by us is no other, and one that
 * asks for the default, or says nothing that is known, is none.
 */
export function isFollowUp({ arrival }: Admitted, rules: Rules): boolean {
  return !childElements(arrival.stanza.element).some((child) => isLabel(child) && saysLabel(child, rules));
}

function saysLabel(element: Element, rules: Rules): boolean {
  const reading = readLabelOnce(element, undefined, rules);
  return reading.allowed && reading.label !== undefined;
}

/** The same message, measured by what it names besides: whoever was not given that does not learn of it this way. */
export function measuredBesides(message: Admitted, named: readonly Measure[]): Admitted {
  return named.length === 0 ? message : { ...message, besides: named };
}

/**
 * May somebody, at that place or at a peer, learn of messages with these labels from that room? Asked of what has no label at
 * all and names them.
 */
export function mayHearOf(
  named: readonly Measure[],
  { jid, origin, peer }: Recipient,
  room: Jid,
  rules: Rules,
): boolean {
  if (rules.faults.has('muc.signs')) return true;
  if (peer !== undefined) return mayHearAbroad(named, jid, room, rules);
  const { bare: bareJid } = jid;
  return named.every(
    (each) =>
      refusalOfDomain(each, bareJid, rules) === undefined &&
      refusalOfUser('exit', each, bareJid, rules) === undefined &&
      mayBeAt(origin, each, rules).grant,
  );
}

/** Whether a peer that has words of its own could be told of a message is not known without that message: then it is not. */
function mayHearAbroad(named: readonly Measure[], to: Jid, room: Jid, rules: Rules): boolean {
  const peer = rules.peers.between(room.domain, to.domain);
  return named.every(
    (each) => peer.mapping === undefined && refusalAbroad(each, { peer, to }, rules) === undefined,
  );
}
