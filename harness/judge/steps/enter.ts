import type { Enter, Leave } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import type { SeenStanza } from '../evidence.ts';
import { type Found, fails, holds, lacks, list, open } from '../findings.ts';
import { conditionOf } from '../match.ts';
import {
  addressOfRoom,
  fencedThroughRoom,
  fromRoom,
  fromRoomBy,
  isOwnPresence,
  isPresenceHere,
  joinErrors,
  nickOf,
  statusCodes,
} from '../rooms.ts';
import { isError, notesOf, sentStanza } from '../sightings.ts';
import { endedStreams } from '../streams.ts';
import type { EnterCase } from './enter-case.ts';
import { judgeHistory } from './history.ts';
import { judgeJoinRefusal } from './join-refusal.ts';

/** Entered: presence of the others, its own, history, subject, in this order. Refused: one error and nothing else. */
export function judgeEnter(context: Context, enter: Enter, step: number): Found[] {
  const { actor } = enter;
  const [note] = notesOf(context.evidence, step, 'enter', '');
  if (!note || !sentStanza(context.evidence, note, actor))
    return [open(`${actor} asks to enter ${enter.room}`, 'it was not sent')];
  const room = addressOfRoom(context, enter.room);
  const told = fromRoomBy(context, actor, room, step).filter(
    (one) => one.n > note.n && one.step === step && one.element.name !== 'iq',
  );
  const fence = fencedThroughRoom(context, actor, step);
  const errors = joinErrors(context, note, actor, step);
  const one: EnterCase = { enter, step, note, room, told, errors, proven: fence !== undefined };
  const claim = `${actor}'s pings through ${enter.room} and to the server are answered`;
  return [
    ...(enter.expect === 'refused' ? judgeJoinRefusal(context, one) : judgeEntry(context, one)),
    ...endedStreams(context.evidence, step, [actor]),
    fence ? holds(claim, fence) : open(claim, 'no answer came', [note.n]),
  ];
}

function judgeEntry(context: Context, one: EnterCase): Found[] {
  const { enter, told, errors, note, proven } = one;
  const claim = `${enter.actor} enters ${enter.room}`;
  const own = told.find(isOwnPresence);
  if (!own) {
    const [error] = errors;
    if (error)
      return [
        fails('over-block', claim, `it is refused: ${conditionOf(error) ?? 'no condition'}`, [error.n]),
      ];
    return [lacks('over-block', claim, 'no presence of its own came', proven, [note.n])];
  }
  return [
    holds(claim, [own.n]),
    ...placeFlaws(one, own),
    ...presenceFlaws(one, own),
    ...judgeHistory(context, one, own),
  ];
}

/** Its own place is the one that it asked for, unless the service says that it gave another. Source: XEP-0045 §7.2.2 (210). */
function placeFlaws({ note }: EnterCase, own: SeenStanza): Found[] {
  const from = String(own.element.attributes['from']);
  if (from === note.to || statusCodes(own.element).includes('210')) return [];
  return [fails('protocol', `its place is ${String(note.to)}`, `it is ${from}`, [own.n])];
}

/** The presence of all others comes before one's own. Source: XEP-0045 §7.2.2. */
function presenceFlaws({ told }: EnterCase, own: SeenStanza): Found[] {
  const others = told.filter(
    (one) => isPresenceHere(one.element) && nickOf(one.element) !== nickOf(own.element),
  );
  const before = new Set(others.filter(({ n }) => n < own.n).map(({ element }) => nickOf(element)));
  const late = others.filter(({ n, element }) => n > own.n && !before.has(nickOf(element)));
  if (late.length === 0) return [];
  const nicks = list([...new Set(late.map(({ element }) => nickOf(element)))]);
  const claim = 'the presence of the others comes before its own (XEP-0045 §7.2.2)';
  return [
    fails(
      'protocol',
      claim,
      `that of ${nicks} comes after it`,
      late.map(({ n }) => n),
    ),
  ];
}

/** Of a leave only this can be said: the room tells the one who leaves. Source: XEP-0045 §7.14. */
export function judgeLeave(context: Context, { actor, room }: Leave, step: number): Found[] {
  const claim = `${actor} leaves ${room}`;
  const [note] = notesOf(context.evidence, step, 'leave', '');
  if (!note) return [open(claim, 'it was not sent')];
  const gone = fromRoom(context, actor, addressOfRoom(context, room)).find(
    (one) =>
      one.n > note.n &&
      one.step === step &&
      one.element.name === 'presence' &&
      !isError(one) &&
      one.element.attributes['type'] === 'unavailable' &&
      one.element.attributes['from'] === note.to,
  );
  if (gone) return [holds(claim, [gone.n])];
  const proven = fencedThroughRoom(context, actor, step) !== undefined;
  return [lacks('protocol', claim, 'no presence says so', proven, [note.n])];
}
