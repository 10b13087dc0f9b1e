import { type Label, validate } from '#policy';
import { element } from '#xml';
import { type Jid, namespaces, type Stanza } from '../xmpp/index.ts';
import { isUnavailable } from './clearances.ts';
import { checkEntry } from './entry.ts';
import { checkExit } from './exit.ts';
import { checkInternal } from './internal.ts';
import type { Origin } from './location.ts';
import { checkRestriction } from './restriction.ts';
import { checkRoom } from './room/admission.ts';
import { refusalOfDomain } from './room/occupant-domain.ts';
import type { RoomRules } from './room/room-rules.ts';
import { policyOf, type Rules } from './rules.ts';
import type { LabelledStanza } from './stages.ts';

/** Who would write to whom, and from where. */
export interface Way {
  readonly from: Jid;
  readonly origin: Origin | undefined;
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
export function isUndecidable(way: Way, { clearances }: Rules): boolean {
  return [way.from.bare, ...recipientsOf(way)].some((user) => isUnavailable(clearances.ofUser(user)));
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
  return recipientsOf(way).every(
    (user) =>
      (way.room === undefined || refusalOfDomain(accepted.message, user, rules) === undefined) &&
      checkExit(accepted.message, user, rules).allowed,
  );
}

/**
 * Whose clearance is asked. An address of the server itself has no recipient, nor has a room: who is in it makes no difference to
 * what it takes, and the answer would tell what they are cleared for.
 */
function recipientsOf({ to, room, hidesRecipient = false }: Way): readonly string[] {
  if (hidesRecipient || to.local === '') return [];
  if (room === undefined) return [to.bare];
  return room.recipient === undefined ? [] : [room.recipient];
}

function imagined(label: Label, { from, origin, to }: Way): LabelledStanza {
  const stanza: Stanza = {
    kind: 'message',
    type: 'chat',
    from,
    to,
    element: element(namespaces.client, 'message'),
  };
  const arrival = { stanza, sender: from, ...(origin === undefined ? {} : { origin }) };
  return { arrival, stanza, label, equivalents: [] };
}
