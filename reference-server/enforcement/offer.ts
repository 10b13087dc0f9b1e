import { type Label, validate } from '#policy';
import { element } from '#xml';
import { type Jid, namespaces, parseJid, type Stanza } from '../xmpp/index.ts';
import { isUnavailable } from './clearances.ts';
import { checkEntry } from './entry.ts';
import { checkExit } from './exit.ts';
import { checkInternal } from './internal.ts';
import type { Origin } from './location.ts';
import { checkDeparture } from './peer/departure.ts';
import { checkRestriction } from './restriction.ts';
import { checkRoom } from './room/admission.ts';
import { refusalOfDomain } from './room/occupant-domain.ts';
import type { RoomRules } from './room/room-rules.ts';
import { policyOf, type Rules } from './rules.ts';
import type { Accepted, LabelledStanza } from './stages.ts';

/** Who would write to whom, and from where. */
export interface Way {
  readonly from: Jid;
  readonly origin: Origin | undefined;
  /** The peer of who would write, in place of the origin; left out: it is one of our own users. */
  readonly peer?: string | undefined;
  readonly to: Jid;
  /** The recipient's clearance is not asked: whoever asks for the way may not learn it. */
  readonly hidesRecipient?: boolean;
  /** To a room, or through it to one who is in it: what limits the room, and that one's account. */
  readonly room?: { readonly limits: RoomRules; readonly recipient?: string };
}

/**
 * Would a message with this label pass on this way? It is put through the checks themselves, so a label that is offered
 * is one that passes. Where the recipient is just now does not matter: a message for a place that is not cleared waits,
 * and nobody learns of it.
 */
export function wouldPass(label: Label, way: Way, rules: Rules): boolean {
  const validity = validate(policyOf(label, rules), label, { mode: 'read', now: rules.now() });
  return validity.violations.length === 0 && passes(imagined(label, way), way, rules);
}

/** Would a message without a label pass? */
export function unlabelledWouldPass(way: Way, rules: Rules): boolean {
  const label = rules.clearances.defaultLabel();
  return label !== undefined && passes(imagined(label, way), way, rules);
}

/** Can nobody say now what would pass on this way, because a clearance that it needs is out of reach? */
export function isUndecidable(way: Way, { clearances, peers }: Rules): boolean {
  return [way.from.bare, ...recipientsOf(way, peers)].some(
    (user) => !peers.has(domainOf(user)) && isUnavailable(clearances.ofUser(user)),
  );
}

function passes(message: LabelledStanza, way: Way, rules: Rules): boolean {
  const listed = checkRestriction(message, rules);
  if (!listed.allowed) return false;
  const entered = checkEntry(listed.message, rules);
  if (!entered.allowed) return false;
  const accepted = checkInternal(entered.message, rules);
  if (!accepted.allowed) return false;
  const isTaken = way.room === undefined || checkRoom(accepted.message, way.room.limits, rules).allowed;
  if (!isTaken && !rules.faults.has('cat.room')) return false;
  return recipientsOf(way, rules.peers).every((user) => reaches(accepted.message, user, way, rules));
}

/** Would it pass the last check before this recipient, ours or at a peer? What comes through a room leaves from there. */
function reaches(message: Accepted, user: string, { to, room }: Way, rules: Rules): boolean {
  if (rules.peers.has(domainOf(user))) {
    const recipient = parseJid(user);
    const stanza = room === undefined ? message.stanza : { ...message.stanza, from: to };
    if (rules.faults.has('cat.peer')) return true;
    return recipient !== undefined && checkDeparture({ ...message, stanza }, recipient, rules).allowed;
  }
  if (room !== undefined && refusalOfDomain(message, user, rules) !== undefined) return false;
  return checkExit(message, user, rules).allowed;
}

/**
 * Whose clearance is asked. An address of the server itself has no recipient, nor has a room: who is in it makes no difference to
 * what it takes, and the answer would tell what they are cleared for. What may go to a peer is asked for every address there.
 */
function recipientsOf({ to, room, hidesRecipient = false }: Way, peers: Rules['peers']): readonly string[] {
  if (room === undefined && peers.has(to.domain)) return [hidesRecipient ? to.domain : to.bare];
  if (hidesRecipient || to.local === '') return [];
  if (room === undefined) return [to.bare];
  return room.recipient === undefined ? [] : [room.recipient];
}

function domainOf(bareJid: string): string {
  return bareJid.slice(bareJid.indexOf('@') + 1);
}

function imagined(label: Label, { from, origin, peer, to }: Way): LabelledStanza {
  const stanza: Stanza = {
    kind: 'message',
    type: 'chat',
    from,
    to,
    element: element(namespaces.client, 'message'),
  };
  const arrival = {
    stanza,
    sender: from,
    ...(origin === undefined || peer !== undefined ? {} : { origin }),
    ...(peer === undefined ? {} : { peer }),
  };
  return { arrival, stanza, label, equivalents: [] };
}
