import { childElements, childOf, type Element } from '#xml';
import type { Finding } from '../record/index.ts';
import { captionOf } from './arrows.ts';
import type { Context } from './context.ts';
import type { SeenStanza } from './evidence.ts';
import { fails, open } from './findings.ts';
import { managementNamespace } from './namespaces.ts';
import {
  isGroupchat,
  isOwnPresence,
  isPresenceHere,
  isSubject,
  mucUserNamespace,
  nickOf,
  statusCodes,
} from './rooms.ts';
import { holdsNonce, isError } from './sightings.ts';
import { isOfArchive } from './steps/replayed.ts';
import { bareOf, childText } from './texts.ts';

/**
 * What rooms said that nothing explains, at whichever step: to somebody who was not in the room, what is for those in it; to
 * anybody, a message in an occupant's name that no occupant sent. It needs no name for what it looks for: what stands in place of a
 * withheld message is found wherever it stands, and so is what an occupant who was put out goes on being told.
 *
 * What a room says in its own name about itself is its own affair while nothing is tested there.
 */
export function unexplained(context: Context): Finding[] {
  const { evidence } = context;
  return Object.keys(evidence.header.actors).flatMap((actor) =>
    [...linesByRoom(context, actor)].flatMap(([room, lines]) =>
      [
        // Who may read a room's archive need not be in it (XEP-0313 §6.1.2)
        ...(isResuming(context, actor)
          ? []
          : toldOutside(
              room,
              lines.filter((one) => !isOfArchive(context, one)),
            )),
        ...saidByNobody(context, room, lines),
      ].map(({ seen, claim, isOld = false }) => ({
        step: Math.max(seen.step, 0),
        ...(isOld
          ? open(`${room} holds nothing of before this scenario`, 'its history is older', [seen.n])
          : fails('leak', claim(actor), `there came: ${captionOf(context, seen)}`, [seen.n])),
      })),
    ),
  );
}

/** Something that should not have come, and what it is against. */
interface Stray {
  readonly seen: SeenStanza;
  readonly claim: (actor: string) => string;
  readonly isOld?: boolean;
}

/** All that an actor sent to a room and its occupants, and had from them. */
function linesByRoom({ evidence }: Context, actor: string): Map<string, SeenStanza[]> {
  const rooms = new Map<string, SeenStanza[]>();
  for (const one of evidence.stanzas) {
    if (one.actor !== actor) continue;
    const { from, to } = one.element.attributes;
    const room = bareOf(String(one.direction === 'received' ? from : to));
    const isRoom = evidence.notes.some(
      ({ key, to: where }) => key === 'enter' && bareOf(String(where)) === room,
    );
    if (isRoom) rooms.set(room, [...(rooms.get(room) ?? []), one]);
  }
  return rooms;
}

/** Whoever takes over the session of another is where that one was. Source: XEP-0198 §5. */
function isResuming({ evidence }: Context, actor: string): boolean {
  return evidence.stanzas.some(
    ({ actor: by, direction, element }) =>
      by === actor &&
      direction === 'received' &&
      element.name === 'resumed' &&
      element.namespace === managementNamespace,
  );
}

/**
 * Presence and group messages at times when the actor was not in the room and had not asked to be, and any message that invites nobody.
 * Whoever asks and is refused is told of with the refusal. A change of nick is no leave (XEP-0045 §7.6).
 */
function toldOutside(room: string, lines: readonly SeenStanza[]): Stray[] {
  const strays: Stray[] = [];
  const claim = (actor: string): string => `${actor} is told nothing of ${room} while not in it`;
  let place: string | undefined;
  let isAsking = false;
  for (const seen of lines) {
    const { element, direction } = seen;
    if (direction === 'sent') isAsking ||= isPresenceHere(element);
    else if (isOwnPresence(seen)) [place, isAsking] = [nickOf(element), false];
    else if (place === undefined && !isAsking && isForOccupants(seen)) strays.push({ seen, claim });
    else if (element.name === 'presence' && isError(seen)) isAsking = false;
    else if (isLeave(seen, place)) [place, isAsking] = [undefined, false];
  }
  return strays;
}

/** Does it tell its recipient that it is no longer there? */
function isLeave({ element }: SeenStanza, place: string | undefined): boolean {
  const isGone = element.attributes['type'] === 'unavailable' && nickOf(element) === place;
  return isGone && !statusCodes(element).includes('303');
}

/** Presence of an occupant, and messages; what a room says about affiliations and invitations is for those outside. */
function isForOccupants(seen: SeenStanza): boolean {
  const { element } = seen;
  if (element.name === 'iq' || isError(seen)) return false;
  if (element.name === 'presence') return nickOf(element) !== '';
  const isRoomsOwn = nickOf(element) === '' && childOf(element, mucUserNamespace, 'x') !== undefined;
  return isGroupchat(element) || !(isRoomsOwn || isInvitation(element));
}

/**
 * Messages that nobody sent there: from an occupant at any time, from the room itself where a message is being tested or somebody is
 * refused. And errors that answer nothing.
 */
function saidByNobody(context: Context, room: string, lines: readonly SeenStanza[]): Stray[] {
  const claim = (actor: string): string => `what ${actor} is told in ${room} was said there by somebody`;
  const answer = (actor: string): string => `each error that ${actor} gets from ${room} answers something`;
  const received = lines.filter(({ direction }) => direction === 'received');
  const messages = received.filter(
    (seen) =>
      seen.element.name === 'message' &&
      !isError(seen) &&
      (isTested(context, seen) ? !isStatus(seen.element) : isSomebodys(seen.element)) &&
      !wasSent(context, seen),
  );
  const errors = received.filter((seen) => isError(seen) && !isAnswer(context, seen));
  return [
    ...messages.map((seen) => ({ seen, claim, isOld: isOfBefore(context, seen) })),
    ...errors.map((seen) => ({ seen, claim: answer })),
  ];
}

/** Is it of a history that the room had before this scenario began? Then the room was not made anew, and nobody can say what is in it. */
function isOfBefore({ evidence }: Context, { element }: SeenStanza): boolean {
  const delay = childOf(element, 'urn:xmpp:delay', 'delay');
  const stamp = Date.parse(delay?.attributes['stamp'] ?? '');
  return isGroupchat(element) && stamp < Date.parse(evidence.header.startedAt);
}

/** Did its recipient send something under the id of this error? */
function isAnswer({ evidence }: Context, { actor, element }: SeenStanza): boolean {
  const { id } = element.attributes;
  return (
    evidence.notes.some((note) => note.from === actor && note.id === id) ||
    evidence.stanzas.some(
      (one) => one.direction === 'sent' && one.actor === actor && one.element.attributes['id'] === id,
    )
  );
}

/** In an occupant's name, or of the history, which has the room's name where the room has it from elsewhere (XEP-0045 §7.10). */
function isSomebodys(element: Element): boolean {
  if (isSubject(element) || isStatus(element) || isInvitation(element)) return false;
  return nickOf(element) !== '' || childOf(element, 'urn:xmpp:delay', 'delay') !== undefined;
}

/** Within a probe, after its control has come: what the room does of its own accord on entering is over. Or while another is refused. */
function isTested({ evidence, steps }: Context, seen: SeenStanza): boolean {
  const step = steps[seen.step];
  // When the last step has ended everybody goes home
  if (seen.n > (evidence.ends.get(seen.step) ?? Infinity)) return false;
  if (step !== undefined && 'enter' in step && step.enter.expect === 'refused') return true;
  if (step === undefined || !('probe' in step || 'matrix' in step)) return false;
  const controls = evidence.notes.filter(
    ({ step: when, key }) => when === seen.step && key.startsWith('control'),
  );
  return evidence.stanzas.some(
    (one) =>
      one.direction === 'received' &&
      one.actor === seen.actor &&
      one.n < seen.n &&
      controls.some((note) => holdsNonce(one, note)),
  );
}

/** A status of the room. Source: XEP-0045 §15.6.2. */
function isStatus(element: Element): boolean {
  return nickOf(element) === '' && statusCodes(element).length > 0;
}

/** An invitation and its answer. Source: XEP-0045 §7.8; XEP-0249. */
function isInvitation(element: Element): boolean {
  const user = childOf(element, mucUserNamespace, 'x');
  const inside = user === undefined ? [] : childElements(user).map(({ name }) => name);
  const isDirect = childOf(element, 'jabber:x:conference', 'x') !== undefined;
  return isDirect || inside.includes('invite') || inside.includes('decline');
}

/** Did any actor send this: its nonce, its id, or the text that it holds? */
function wasSent({ evidence }: Context, seen: SeenStanza): boolean {
  if (evidence.notes.some((note) => holdsNonce(seen, note))) return true;
  const { id } = seen.element.attributes;
  const text = childText(seen.element, 'body');
  return evidence.stanzas.some(
    ({ direction, element, n }) =>
      direction === 'sent' &&
      element.name === 'message' &&
      n < seen.n &&
      ((id !== undefined && element.attributes['id'] === id) ||
        (text !== undefined && childText(element, 'body') === text)),
  );
}
