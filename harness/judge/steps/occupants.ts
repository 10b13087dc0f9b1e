import { childElements, childOf, type Element } from '#xml';
import type { Notice, Occupants } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import type { SeenStanza } from '../evidence.ts';
import { type Found, fails, holds, lacks, list, open } from '../findings.ts';
import {
  addressOfRoom,
  fencedThroughRoom,
  fromRoomBy,
  isGroupchat,
  isPresenceHere,
  mucUserNamespace,
  nickOf,
  statusCodes,
} from '../rooms.ts';
import { isError } from '../sightings.ts';
import { endedStreams } from '../streams.ts';
import { bareOf } from '../texts.ts';

/** What the room has told an occupant of each of those in it: the last presence of each counts. */
export function judgeOccupants(context: Context, step: Occupants, index: number): Found[] {
  const { at, room, here, gone, unseen, status } = step;
  const entered = lastNote(context, at, addressOfRoom(context, room), ['enter'], index);
  if (!entered) return [open(`${at} has entered ${room}`, 'it has not')];
  const fence = fencedThroughRoom(context, at, index);
  const until = Math.max(...(fence ?? [Infinity]));
  const told = fromRoomBy(context, at, addressOfRoom(context, room), index).filter(
    (one) => one.n > entered.n && one.n < until && one.element.name === 'presence' && !isError(one),
  );
  const look: Look = { at, room, told, proven: fence !== undefined };
  const claim = `${at}'s pings through ${room} and to the server are answered`;
  return [
    ...here.map((nick) => judgeHere(look, nick)),
    ...gone.flatMap((nick) => judgeGone(look, nick)),
    ...unseen.map((nick) => judgeUnseenNick(look, nick)),
    ...Object.entries(status).map(([nick, codes]) => judgeStatus(look, nick, codes)),
    ...endedStreams(context.evidence, index, [at]),
    fence ? holds(claim, fence) : open(claim, 'no answer came'),
  ];
}

interface Look {
  readonly at: string;
  readonly room: string;
  readonly told: readonly SeenStanza[];
  readonly proven: boolean;
}

function lastOf({ told }: Look, nick: string): SeenStanza | undefined {
  return told.findLast(({ element }) => nickOf(element) === nick);
}

/** With the proof incomplete, a later presence may be on its way. */
function judgeHere(look: Look, nick: string): Found {
  const claim = `for ${look.at}, ${nick} is in ${look.room}`;
  const last = lastOf(look, nick);
  if (!last) return lacks('over-block', claim, 'nothing was told', look.proven);
  if (!isPresenceHere(last.element)) return lacks('over-block', claim, 'it has gone', look.proven, [last.n]);
  return look.proven ? holds(claim, [last.n]) : open(claim, 'the proof is not complete', [last.n]);
}

/** Source: XEP-0045 §7.14 (role `none`). */
function judgeGone(look: Look, nick: string): Found[] {
  const claim = `for ${look.at}, ${nick} is no longer in ${look.room}`;
  const last = lastOf(look, nick);
  if (!last) return [open(claim, 'it never was')];
  if (isPresenceHere(last.element)) return [lacks('leak', claim, 'it still is', look.proven, [last.n])];
  const role = roleOf(last.element);
  return [
    look.proven ? holds(claim, [last.n]) : open(claim, 'the proof is not complete', [last.n]),
    ...(role === 'none'
      ? []
      : [
          fails('protocol', 'who has gone has the role none (XEP-0045 §7.14)', `it is ${role ?? 'missing'}`, [
            last.n,
          ]),
        ]),
  ];
}

function judgeUnseenNick({ at, room, told, proven }: Look, nick: string): Found {
  const claim = `${at} is told nothing of ${nick} in ${room}`;
  const lines = told.filter(({ element }) => nickOf(element) === nick).map(({ n }) => n);
  if (lines.length > 0) return fails('leak', claim, 'a presence came', lines);
  return proven ? holds(claim, [], 'A') : open(claim, 'nothing came, and the proof is not complete');
}

function judgeStatus(look: Look, nick: string, codes: readonly string[]): Found {
  const claim = `the last presence of ${nick} that ${look.at} got says ${codes.join(' or ')}`;
  const last = lastOf(look, nick);
  if (!last) return lacks('protocol', claim, 'none came', look.proven);
  const said = statusCodes(last.element);
  if (codes.some((code) => said.includes(code))) return holds(claim, [last.n]);
  return lacks(
    'protocol',
    claim,
    said.length === 0 ? 'it has no status' : `it says ${list(said)}`,
    look.proven,
    [last.n],
  );
}

/** A message of the room's own with one of these status codes; seen is seen, and unseen needs the proof. */
export function judgeNotice(context: Context, step: Notice, index: number): Found[] {
  const { at, room, status, expect } = step;
  const address = addressOfRoom(context, room);
  const before = lastNote(context, at, address, ['enter', 'look'], index - 1);
  if (!before) return [open(`${at} has entered ${room}`, 'it has not')];
  const told = fromRoomBy(context, at, address, index).filter(
    ({ step: when, element }) =>
      when > before.step &&
      isGroupchat(element) &&
      element.attributes['from'] === address &&
      statusCodes(element).some((code) => status.includes(code)),
  );
  const lines = told.map(({ n }) => n);
  const proven = fencedThroughRoom(context, at, index) !== undefined;
  const said = `${room} tells ${at} of a change with ${status.join(' or ')}`;
  const ended = endedStreams(context.evidence, index, [at]);
  if (expect === 'seen')
    return [lines.length > 0 ? holds(said, lines) : lacks('protocol', said, 'it does not', proven), ...ended];
  const claim = `${room} tells ${at} of no change with ${status.join(' or ')}`;
  if (lines.length > 0) return [fails('leak', claim, 'it does', lines), ...ended];
  return [
    proven ? holds(claim, [], 'A') : open(claim, 'nothing came, and the proof is not complete'),
    ...ended,
  ];
}

/** The last stanza of these kinds by which an actor dealt with a room, up to a step. */
function lastNote(
  { evidence }: Context,
  actor: string,
  room: string,
  keys: readonly string[],
  until: number,
): Context['evidence']['notes'][number] | undefined {
  return evidence.notes.findLast(
    ({ key, from, to, step }) =>
      keys.includes(key) && from === actor && bareOf(String(to)) === room && step <= until,
  );
}

function roleOf(presence: Element): string | undefined {
  const user = childOf(presence, mucUserNamespace, 'x');
  const item = user && childElements(user).find(({ name }) => name === 'item');
  return item?.attributes['role'];
}
