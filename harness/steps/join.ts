import { childElements, childOf, type Element, escapeAttribute, escapeText } from '#xml';
import type { Arrival } from '../actors/index.ts';
import { arrivalAt } from '../observe/index.ts';
import type { Enter } from '../scenario/index.ts';
import type { Stage } from './stage.ts';

/** Who enters where, and with what. */
export interface Join extends Pick<Enter, 'password' | 'history'> {
  readonly actor: string;
  /** The room's address. */
  readonly room: string;
  readonly nick: string;
  /** `subject`: waits for the end of the history too. */
  readonly until: 'presence' | 'subject';
}

/** What came of it, as far as it says how to go on; `made`: the room was made by it. */
export type Joined = 'made' | 'entered' | 'refused' | 'silence';

/**
 * Sends the presence that enters a room (note `enter`), and waits for the actor's own presence there or for an error.
 *
 * Source: XEP-0045 §7.2.2 (110), §10.1.1 (201), §7.2.15 (the subject comes last).
 */
export async function join(stage: Stage, join: Join): Promise<Joined> {
  const { actor, room, nick, until } = join;
  const budget = stage.newBudget();
  const token = stage.newToken();
  const to = `${room}/${nick}`;
  stage.cast.places.take(actor, room, nick);
  let joined: Joined = 'silence';
  const isHere = (arrival: Arrival): boolean => {
    joined = outcomeOf(arrival.element, room) ?? joined;
    return joined !== 'silence' && (until === 'presence' || joined === 'refused' || isSubject(arrival, room));
  };
  const arrived = arrivalAt(stage.actor(actor), isHere, budget);
  const text = `<presence to='${escapeAttribute(to)}' id='${token.id}'>${request(join)}</presence>`;
  stage.send({ ...token, key: 'enter', from: actor, to, text });
  await arrived;
  return joined;
}

/** Source: XEP-0045 §7.2.5 (password), §7.2.14 (history). */
function request({ password, history }: Join): string {
  const secret = password === undefined ? '' : `<password>${escapeText(password)}</password>`;
  const wanted = Object.entries(history ?? {}).map(([name, value]) => ` ${name}='${String(value)}'`);
  const asked = history === undefined ? '' : `<history${wanted.join('')}/>`;
  return `<x xmlns='http://jabber.org/protocol/muc'>${secret}${asked}</x>`;
}

function outcomeOf(element: Element, room: string): Joined | undefined {
  const { from, type } = element.attributes;
  if (element.name !== 'presence' || from?.split('/')[0] !== room) return undefined;
  if (type === 'error') return 'refused';
  const codes = statusCodes(element);
  if (type !== undefined || !codes.includes('110')) return undefined;
  return codes.includes('201') ? 'made' : 'entered';
}

function statusCodes(element: Element): string[] {
  const user = childOf(element, 'http://jabber.org/protocol/muc#user', 'x');
  return user === undefined ? [] : childElements(user).map((child) => child.attributes['code'] ?? '');
}

/** A message that is a subject and nothing else. */
function isSubject({ element }: Arrival, room: string): boolean {
  const { from, type } = element.attributes;
  const names = childElements(element).map(({ name }) => name);
  return (
    element.name === 'message' &&
    type === 'groupchat' &&
    from?.split('/')[0] === room &&
    names.includes('subject') &&
    !names.includes('body')
  );
}
