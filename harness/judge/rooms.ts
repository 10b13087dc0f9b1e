import { childElements, childOf, type Element } from '#xml';
import { roomAddress } from '../scenario/index.ts';
import type { Context } from './context.ts';
import type { Note, SeenStanza } from './evidence.ts';
import { answers, isError, notesOf } from './sightings.ts';
import { bareOf } from './texts.ts';

/** What a room says about an occupant. Source: XEP-0045 §15.5. */
export const mucUserNamespace = 'http://jabber.org/protocol/muc#user';

/** The address of a room as the scenario names it. */
export function addressOfRoom({ evidence }: Context, room: string): string {
  return roomAddress(room, evidence.header.domain);
}

/** All that reached an actor from a room or from an occupant of it. */
export function fromRoom({ evidence }: Context, actor: string, room: string): SeenStanza[] {
  return evidence.stanzas.filter(
    ({ actor: at, direction, element }) =>
      direction === 'received' && at === actor && bareOf(String(element.attributes['from'])) === room,
  );
}

/**
 * All that reached an actor from a room by the end of a step. When the last step has ended everybody leaves, and those who are
 * still there are told.
 */
export function fromRoomBy(context: Context, actor: string, room: string, step: number): SeenStanza[] {
  const end = context.evidence.ends.get(step) ?? Infinity;
  return fromRoom(context, actor, room).filter((one) => one.step <= step && one.n < end);
}

/** The status codes in what a room says. Source: XEP-0045 §15.6.2. */
export function statusCodes(element: Element): string[] {
  const user = childOf(element, mucUserNamespace, 'x');
  if (user === undefined) return [];
  const statuses = childElements(user).filter(({ name }) => name === 'status');
  return statuses.map(({ attributes }) => String(attributes['code']));
}

/** Is it the presence of an occupant who is there, of the one who is told of it? Source: XEP-0045 §7.2.2 (110). */
export function isOwnPresence({ element }: SeenStanza): boolean {
  return isPresenceHere(element) && statusCodes(element).includes('110');
}

/** Available presence. */
export function isPresenceHere({ name, attributes }: Element): boolean {
  return name === 'presence' && attributes['type'] === undefined;
}

/** A message that is the room's subject and nothing else. Source: XEP-0045 §8.1. */
export function isSubject(element: Element): boolean {
  const names = childElements(element).map(({ name }) => name);
  return isGroupchat(element) && names.includes('subject') && !names.includes('body');
}

export function isGroupchat({ name, attributes }: Element): boolean {
  return name === 'message' && attributes['type'] === 'groupchat';
}

/** An actor's nick in a room by this line of the transcript, as the room told it; `undefined`: it was never told one. */
export function nickIn(context: Context, actor: string, room: string, line = Infinity): string | undefined {
  const own = fromRoom(context, actor, room).findLast((one) => one.n < line && isOwnPresence(one));
  return own && nickOf(own.element);
}

/** Do these lines of the transcript stand in this order? */
export function areInOrder(lines: readonly number[]): boolean {
  return lines.toSorted((a, b) => a - b).join() === lines.join();
}

/** The nick that a stanza of a room comes from. */
export function nickOf({ attributes }: Element): string {
  return String(attributes['from']).replace(/^[^/]*\/?/, '');
}

/** Has a room answered an actor's ping through it in this step, and then the actor's own server? The lines of the answers. */
export function fencedThroughRoom({ evidence }: Context, actor: string, step: number): number[] | undefined {
  const lines = ['room-fence', 'sender-fence'].map((key) => {
    const [ping] = notesOf(evidence, step, key, '');
    return ping && answers(evidence, ping, actor)[0]?.n;
  });
  const found = lines.filter((line) => line !== undefined);
  return found.length === lines.length ? found : undefined;
}

/** The answer to an iq of a step, the first of several. */
export function answerTo({ evidence }: Context, note: Note, actor: string): SeenStanza | undefined {
  return answers(evidence, note, actor)[0];
}

/** The presence error that answers what entered a room. */
export function joinErrors(context: Context, note: Note, actor: string, step: number): SeenStanza[] {
  const room = bareOf(String(note.to));
  return fromRoom(context, actor, room).filter(
    (one) => one.n > note.n && one.step === step && one.element.name === 'presence' && isError(one),
  );
}

/** Is it the address of somebody, where a room knows people by nicks? */
export function isAccount({ evidence }: Context, address: string): boolean {
  return Object.values(evidence.header.actors).map(bareOf).includes(bareOf(address));
}
