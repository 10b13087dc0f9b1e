import { childElements, childOf, textOf } from '#xml';
import {
  type Accepted,
  checkRoom,
  checkRoomDomain,
  type Exempt,
  isLabel,
  labelText,
  refuse,
  refuseVisitor,
  replyWith,
} from '../../../enforcement/index.ts';
import { namespaces, type Stanza, type StanzaError } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import type { Session } from '../../im/sessions.ts';
import { hasRole } from '../affiliation.ts';
import { limitsAt } from '../limits.ts';
import type { Occupant } from '../occupant.ts';
import type { Room } from '../room.ts';
import { spoken } from './fan-out.ts';
import { setCheckedSubject, setSubject } from './show-subject.ts';
import { maxSubjectLength } from './subject.ts';

/**
 * A change of subject that is not checked and carries nothing but its text (`admitSubject`). Labels, clearances and usual label
 * of the room stay as they are. Gives the error for who wanted it, if any.
 *
 * Source: XEP-0045 §8.1; XEP-0258 §5.2.6.
 */
export function takeSubject(session: Session, { stanza }: Exempt, host: Host): Exempt | undefined {
  const { rules, audit } = host;
  const denied = checkRoomDomain(session, stanza.to?.domain ?? '', rules);
  if (denied !== undefined) return refuseVisitor(stanza, denied, rules, audit);
  const room = stanza.to && host.rooms.at(stanza.to);
  const by = room?.occupantOf(session.jid);
  if (room === undefined || by === undefined)
    return replyWith(stanza, { condition: 'not-acceptable' }, rules);
  const error = whyNot(stanza, by, room);
  if (error !== undefined) return replyWith(stanza, error, rules);
  change(room, by, stanza, host);
  return undefined;
}

/**
 * One that went through the checks like any message: because the mode asks for it, or because it came to several addresses. Where
 * the mode does not, it still carries no label.
 */
export function takeCheckedSubject(
  message: Accepted,
  { room, by }: { readonly room: Room; readonly by: Occupant },
  host: Host,
): Exempt | undefined {
  const { stanza, arrival } = message;
  const { rules, audit } = host;
  const error = whyNot(stanza, by, room);
  if (error !== undefined) return replyWith(stanza, error, rules);
  const ruling = checkRoom(message, limitsAt(room.jid, rules), rules);
  if (!ruling.allowed) return refuse(stanza, ruling, rules, audit);
  if (rules.subject === 'enforce') {
    setCheckedSubject(room, spoken(ruling.message, by, room), by, host);
    return undefined;
  }
  if (rules.faults.has('muc.subject-default'))
    room.labels = { ...room.labels, displayed: labelText(message.label, rules) };
  else if (childElements(arrival.stanza.element).some(isLabel))
    return replyWith(stanza, { condition: 'bad-request' }, rules);
  change(room, by, stanza, host);
  return undefined;
}

function whyNot(stanza: Stanza, { role }: Occupant, { config }: Room): StanzaError | undefined {
  const isAllowed = hasRole(role, 'moderator') || (config.canChangeSubject && hasRole(role, 'participant'));
  if (!isAllowed) return { condition: 'forbidden' };
  const length = textIn(stanza).length + (stanza.lang ?? '').length;
  return length > maxSubjectLength ? { condition: 'not-acceptable' } : undefined;
}

function change(room: Room, { jid: by }: Occupant, stanza: Stanza, host: Host): void {
  const { lang, id } = stanza;
  const subject = { text: textIn(stanza), by, at: host.rules.now(), ...(lang === undefined ? {} : { lang }) };
  setSubject(room, subject, host, { id, labels: childElements(stanza.element).filter(isLabel) });
}

function textIn({ element: message }: Stanza): string {
  const subject = childOf(message, namespaces.client, 'subject');
  return subject === undefined ? '' : textOf(subject);
}
