import { childOf } from '#xml';
import type { FailureKind } from '../../record/index.ts';
import { captionOf } from '../arrows.ts';
import { type Context, fullJid } from '../context.ts';
import type { SeenStanza } from '../evidence.ts';
import { type Found, fails, holds, lacks, list, open } from '../findings.ts';
import { conditionOf, labelledInside, shapeFlaws } from '../match.ts';
import { clientNamespace } from '../namespaces.ts';
import { fromRoom, isGroupchat, isOwnPresence, isPresenceHere, nickIn } from '../rooms.ts';
import { isError } from '../sightings.ts';
import { bareOf, descendants, fillIn, occurs } from '../texts.ts';
import type { EnterCase } from './enter-case.ts';

/** Who is not let in is told so once, and nothing of the room besides: no occupant, no message, no subject. */
export function judgeJoinRefusal(context: Context, one: EnterCase): Found[] {
  const { enter, told, errors, note, proven } = one;
  const claim = `${enter.actor} is refused at ${enter.room}`;
  const own = told.find(isOwnPresence);
  if (own) return [fails('leak', claim, 'it enters', [own.n]), ...revealed(context, one)];
  const [error, ...more] = errors;
  if (!error)
    return [lacks('wrong-error', claim, 'no error came', proven, [note.n]), ...revealed(context, one)];
  const twice =
    more.length > 0
      ? [fails('wrong-error', `${enter.actor} is told once`, `${errors.length} errors came`)]
      : [];
  return [
    holds(claim, [error.n]),
    ...twice,
    ...flawsOf(context, one, error),
    ...insideFlaws(context, one, error),
    ...revealed(context, one),
    ...announced(context, one),
  ];
}

/** Anything of the room that was shown, whether the actor came in or not. */
function revealed(context: Context, of: EnterCase): Found[] {
  const { enter, told, errors, proven, note } = of;
  const claim = `${enter.actor} is told nothing else of ${enter.room} (ACC-ROOM-01)`;
  const others = [...told.filter((one) => !errors.includes(one)), ...toldLater(context, of)];
  const [first] = others;
  const lines = others.map(({ n }) => n);
  if (first) return [fails('leak', claim, `there came: ${captionOf(context, first)}`, lines)];
  if (proven) return [holds(claim, [note.n], 'A')];
  return [open(claim, 'nothing came, and the proof is not complete', [note.n])];
}

/**
 * What belongs to those who are in the room, and came to one who never was, until it asks again: somebody's presence, or a
 * group message. Answers to what it sends there are no part of it.
 */
function toldLater(context: Context, { enter, note, room, step }: EnterCase): SeenStanza[] {
  if (nickIn(context, enter.actor, room, note.n) !== undefined) return [];
  const again = context.evidence.notes.find(
    ({ n, key, from, to }) =>
      n > note.n && key === 'enter' && from === enter.actor && bareOf(String(to)) === room,
  );
  return fromRoom(context, enter.actor, room).filter(
    (one) =>
      one.step > step &&
      one.n < (again?.n ?? Infinity) &&
      (isGroupchat(one.element) || one.element.name === 'presence') &&
      !isError(one),
  );
}

/**
 * From the place that was asked for, by the room or its service. That the error holds the `<x/>` of the examples is for the
 * scenario to say: not all servers in use write it.
 *
 * Source: XEP-0045 §7.2.5 to §7.2.10; RFC 6120 §8.3.1.
 */
function flawsOf(context: Context, { enter, note, room }: EnterCase, error: SeenStanza): Found[] {
  const { element, n } = error;
  const sender = fullJid(context, enter.actor, note.n);
  const by = childOf(element, clientNamespace, 'error')?.attributes['by'];
  const [, service = ''] = room.split('@');
  const claims: Claim[] = [
    [
      element.attributes['id'] === note.id,
      'the error has the id of what it answers (ACC-ROOM-02)',
      `it is ${element.attributes['id'] ?? 'missing'}`,
    ],
    [
      element.attributes['from'] === note.to,
      `the error comes from ${String(note.to)} (ACC-ROOM-02)`,
      `it comes from ${String(element.attributes['from'])}`,
    ],
    [
      by === undefined || by === room || by === service,
      'the error says that the room made it (ACC-ROOM-02)',
      `it says ${by ?? ''}`,
    ],
    // It can be no label of what was asked
    [!labelledInside(error), 'the error holds no label (ERR-03)', 'there is one in it', 'leak'],
    ...meaningClaims(enter, error),
    ...enter.contains.map(
      (text): Claim => [
        occurs(fillIn(text, context.evidence.header, context.fixtures), error.raw),
        `the error holds \`${text}\` (ACC-ROOM-02)`,
        'it does not',
      ],
    ),
  ];
  const flaws = claims
    .filter(([held]) => !held)
    .map(([, claim, seen, kind = 'wrong-error']) => fails(kind, claim, seen, [n]));
  return [...flaws, ...shapeFlaws(error, { sender })];
}

/** Whether it holds, what is claimed, what was seen instead, and what that means; left out: the error is wrong. */
type Claim = readonly [held: boolean, claim: string, seen: string, kind?: FailureKind];

/** What the error itself must not tell: who is in the room, and what was said there. */
function insideFlaws({ evidence }: Context, { enter }: EnterCase, error: SeenStanza): Found[] {
  const { actors } = evidence.header;
  const own = bareOf(String(actors[enter.actor]));
  const accounts = [...new Set(Object.values(actors).map(bareOf))];
  const shown = accounts.filter((account) => account !== own && error.raw.includes(account));
  const inside = descendants(error.element).map(({ name }) => name);
  const told = inside.filter((name) => ['subject', 'body', 'item'].includes(name));
  const claim = `the error tells nothing of ${enter.room} (ACC-ROOM-01)`;
  return [
    ...(shown.length === 0 ? [] : [fails('leak', claim, `it shows ${list(shown)}`, [error.n])]),
    ...(told.length === 0 ? [] : [fails('leak', claim, `it holds <${list(told)}/>`, [error.n])]),
  ];
}

/** Nobody in the room is told of who was refused: of the place that was asked for, until somebody asks for it again. */
function announced(context: Context, { enter, note, room }: EnterCase): Found[] {
  const { evidence } = context;
  const others = Object.keys(evidence.header.actors).filter((actor) => actor !== enter.actor);
  const place = String(note.to);
  if (others.some((actor) => `${room}/${String(nickIn(context, actor, room, note.n))}` === place)) return [];
  const again = evidence.notes.find(({ n, key, to }) => n > note.n && key === 'enter' && to === place);
  const told = others
    .flatMap((actor) => fromRoom(context, actor, room))
    .filter(
      ({ n, element }) =>
        n > note.n &&
        n < (again?.n ?? Infinity) &&
        isPresenceHere(element) &&
        element.attributes['from'] === place,
    );
  const [first] = told;
  if (!first) return [];
  const claim = `nobody in ${enter.room} is told of ${enter.actor} (ACC-ROOM-08)`;
  const lines = told.map(({ n }) => n);
  return [fails('leak', claim, `${first.actor} is`, lines)];
}

function meaningClaims({ condition, type, accepts }: EnterCase['enter'], error: SeenStanza): Claim[] {
  const said = conditionOf(error) ?? 'none';
  const how = childOf(error.element, clientNamespace, 'error')?.attributes['type'] ?? 'missing';
  const anything = condition === undefined && type === undefined && accepts === undefined;
  const conditions = anything ? usual : condition;
  return [
    [
      conditions?.includes(said) ?? true,
      `the error says ${(conditions ?? []).join(' or ')} (ACC-ROOM-02)`,
      `it says ${said}`,
    ],
    [
      type?.some((one) => one === how) ?? true,
      `the error's type is ${(type ?? []).join(' or ')}`,
      `it is ${how}`,
    ],
    [
      accepts?.includes(`${how}/${said}`) ?? true,
      `the error is ${(accepts ?? []).join(' or ')} (ACC-ROOM-02)`,
      `it is ${how}/${said}`,
    ],
  ];
}

/** What may be said to one who may not come in, where nobody says otherwise. Source: XEP-0045 §7.2.6, §7.2.7, §10.1.1. */
const usual: readonly string[] = ['forbidden', 'registration-required', 'not-allowed', 'item-not-found'];
