import { childOf } from '#xml';
import { roomOf } from '../../scenario/index.ts';
import { type Context, fullJid } from '../context.ts';
import type { SeenStanza } from '../evidence.ts';
import { type Found, fails, list } from '../findings.ts';
import { clientNamespace } from '../namespaces.ts';
import { addressOfRoom, areInOrder, isAccount, isGroupchat, nickIn } from '../rooms.ts';
import { arrivals, notesOf } from '../sightings.ts';
import { bareOf, childText } from '../texts.ts';
import type { ProbeCase } from './probe-case.ts';

/** What the room says in its own name on somebody's behalf: an invitation. It may put a text for people beside it. */
export function isRoomsOwn({ probe, sent }: ProbeCase): boolean {
  return roomOf(probe) !== undefined && !isPrivate(probe) && !isGroupchat(sent.element);
}

/** What is wrong with a copy as one that came through a room: whom it is from and for, its subject, its place among the others. */
export function roomFlaws(context: Context, one: ProbeCase, copy: SeenStanza): Found[] {
  const { n, element } = copy;
  const expected = originOf(context, one);
  const { from = 'nobody', to } = element.attributes;
  const own = fullJid(context, copy.actor, n);
  const [was, is] = [one.sent.element, element].map((stanza) => childText(stanza, 'subject') ?? 'none');
  return [
    ...(from === expected
      ? []
      : [
          fails(
            !isRoomsOwn(one) && isAccount(context, from) ? 'leak' : 'protocol',
            `the copy comes from ${expected}`,
            `it comes from ${from}`,
            [n],
          ),
        ]),
    ...(to === undefined || to === own || to === bareOf(own)
      ? []
      : [fails('protocol', `the copy is for ${own}`, `it is for ${to}`, [n])]),
    ...(was === is
      ? []
      : [fails('protocol', `the copy's subject is \`${String(was)}\``, `it is \`${String(is)}\``, [n])]),
    ...orderFlaws(context, one, copy),
  ];
}

/** The sender's place in the room; of an invitation the room itself. Source: XEP-0045 §7.4, §7.5, §7.8.2. */
function originOf(context: Context, one: ProbeCase): string {
  const room = bareOf(String(one.stimulus.to));
  if (isRoomsOwn(one)) return room;
  const nick = nickIn(context, one.probe.from, room, one.sent.n);
  return nick === undefined ? `its sender's place in ${room}` : `${room}/${nick}`;
}

/** Control before it, fence after it, as they were sent. Source: RFC 6120 §10.1. */
function orderFlaws(context: Context, one: ProbeCase, copy: SeenStanza): Found[] {
  if (one.probe.bracket?.from !== undefined) return [];
  const lineOf = (kind: 'control' | 'fence'): number | undefined =>
    notesOf(context.evidence, one.step, kind, one.suffix)
      .flatMap((note) => arrivals(context.evidence, note, copy.actor))
      .at(0)?.n;
  const [control, fence] = [lineOf('control'), lineOf('fence')];
  const claim = `${copy.actor} gets messages in the order in which they were sent`;
  const lines = [control, copy.n, fence].filter((line) => line !== undefined);
  return areInOrder(lines) ? [] : [fails('protocol', claim, 'it does not', lines)];
}

/**
 * What an error of a room must not tell: another's real address, or, about a private message, the other's server.
 *
 * Source: XEP-0045 §17.4.
 */
export function addressFlaws(context: Context, one: ProbeCase, error: SeenStanza): Found[] {
  const room = roomOf(one.probe);
  if (room === undefined) return [];
  const { actors } = context.evidence.header;
  const own = bareOf(String(actors[one.probe.from]));
  const others = [...new Set(Object.values(actors).map(bareOf))].filter((account) => account !== own);
  const shown = others.filter((account) => error.raw.includes(account));
  const address = addressOfRoom(context, room);
  const [, service = ''] = address.split('@');
  const by = childOf(error.element, clientNamespace, 'error')?.attributes['by'];
  const isKnown = by === undefined || by === address || by === service || by.startsWith(`${address}/`);
  return [
    ...(shown.length === 0
      ? []
      : [
          fails('leak', "the error shows nobody's real address (MUC-PM-04)", `it shows ${list(shown)}`, [
            error.n,
          ]),
        ]),
    ...(isKnown || !isPrivate(one.probe)
      ? []
      : [fails('leak', 'the error is by the room (MUC-PM-04)', `it is by ${by}`, [error.n])]),
  ];
}

/** To one occupant. */
export function isPrivate({ to }: ProbeCase['probe']): boolean {
  return typeof to === 'object' && 'room' in to && to.nick !== undefined;
}
