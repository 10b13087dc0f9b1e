import { childElements, type Element, element } from '#xml';
import {
  type Admitted,
  checkRelease,
  Decided,
  type Departing,
  type FaultName,
  ownStanza,
  type Releasable,
  type Rules,
  replyWith,
} from '../../../enforcement/index.ts';
import {
  type Jid,
  namespaces,
  parseJid,
  Renditions,
  type Stanza,
  withChildren,
} from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import type { Session } from '../../im/sessions.ts';
import { mucUserNamespace } from '../namespaces.ts';
import type { Occupant } from '../occupant.ts';
import type { Room } from '../room.ts';

/** What the room took, as all of its occupants see it: from the one who said it, without what only the room may say. */
export function spoken(message: Admitted, by: Occupant, room: Room): Admitted {
  return rewritten(message, (stanza) => ({
    ...withoutForgery(stanza, room.jid),
    from: by.jid,
    to: room.jid,
  }));
}

/**
 * Stage 2: the message to each occupant's every session that is cleared for it, at a place that is. Whoever is not gets
 * nothing, and nobody is told.
 */
export function fanOut(message: Admitted, room: Room, host: Host, fault?: FaultName): void {
  const how = { fault: fault ?? faultOf(message, host.rules), decided: new Decided() };
  const renditions = new Renditions();
  for (const occupant of room.occupants) {
    for (const { jid } of occupant.sessions.values()) {
      const copy = released(message, { jid }, host, how);
      if (copy !== undefined) host.release(copy.session, copy.message, renditions);
      else if (host.rules.faults.has('muc.tell')) tellSender(message, occupant, host);
      else if (host.rules.faults.has('muc.stub')) stubFor(message, jid, host);
    }
  }
}

/** One message for one session of an occupant, if both are cleared for it. A refusal is for the audit log. */
export function released(
  message: Admitted,
  { jid }: { readonly jid: Jid },
  host: Host,
  how: { readonly fault: FaultName; readonly decided: Decided },
): { readonly session: Session; readonly message: Releasable | Departing } | undefined {
  const session = host.reach(jid);
  if (session === undefined) return undefined;
  try {
    const ruling = checkRelease(message, session, host.rules, how);
    if (ruling.allowed) {
      const stanza = { ...ruling.message.stanza, to: jid };
      return { session, message: { ...ruling.message, stanza } };
    }
    host.audit({ ...message.stanza, to: jid }, ruling);
  } catch (mistake) {
    // In doubt, deny: this one gets nothing, the others get what is theirs, and nobody hears of it
    host.report(mistake);
  }
  return undefined;
}

/**
 * The message with its stanza written otherwise, and so the one that it came as: for a reader of another language it is written
 * again from that.
 */
export function rewritten(message: Admitted, rewrite: (stanza: Stanza) => Stanza): Admitted {
  const { arrival, stanza } = message;
  const written = rewrite(stanza);
  const came = arrival.stanza === stanza ? written : rewrite(arrival.stanza);
  return { ...message, arrival: { ...arrival, stanza: came }, stanza: written };
}

/**
 * Codes, times and ids that claim to be the room's own are the room's alone to write.
 *
 * Source: XEP-0359 §3; XEP-0203 §5.
 */
function withoutForgery(stanza: Stanza, { bare }: Jid): Stanza {
  const isForged = ({ namespace, name, attributes }: Element): boolean =>
    (namespace === mucUserNamespace && name === 'x') ||
    (namespace === 'urn:xmpp:sid:0' &&
      name === 'stanza-id' &&
      parseJid(attributes['by'] ?? '')?.full === bare) ||
    (namespace === 'urn:xmpp:delay' && name === 'delay' && parseJid(attributes['from'] ?? '')?.full === bare);
  const children = childElements(stanza.element);
  return children.some(isForged)
    ? withChildren(
        stanza,
        children.filter((child) => !isForged(child)),
      )
    : stanza;
}

/** The fault `muc.followup` overlooks the label of those messages alone that name another by its id. */
function faultOf({ stanza }: Admitted, { faults }: Rules): FaultName {
  if (!faults.has('muc.followup')) return 'muc.fanout';
  const names = childElements(stanza.element).map(({ name }) => name);
  return ['replace', 'retract', 'reactions', 'displayed'].some((name) => names.includes(name))
    ? 'muc.followup'
    : 'muc.fanout';
}

/** The fault `muc.tell`. */
function tellSender({ arrival, stanza }: Admitted, occupant: Occupant, host: Host): void {
  const sender = host.reach(arrival.sender);
  const error = replyWith(
    { ...stanza, from: arrival.sender, to: occupant.jid },
    { condition: 'forbidden' },
    host.rules,
  );
  if (sender !== undefined && error !== undefined) host.deliver(sender, error);
}

/** The fault `muc.stub`. */
function stubFor({ stanza: { from } }: Admitted, to: Jid, host: Host): void {
  const session = host.reach(to);
  const empty = element(namespaces.client, 'message');
  const stanza = { kind: 'message', type: 'groupchat', from, to, element: empty } as const;
  if (session !== undefined) host.deliver(session, ownStanza(stanza));
}
