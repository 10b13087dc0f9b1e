import { childElements, childOf, childrenOf } from '#xml';
import type { Probe } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import type { Note, SeenStanza } from '../evidence.ts';
import { type Found, fails, holds, lacks, open } from '../findings.ts';
import { markingOf, securityLabels } from '../labels.ts';
import { areInOrder, isAccount, isGroupchat, isSubject, nickIn, nickOf } from '../rooms.ts';
import { holdsNonce, notesOf, sentStanza } from '../sightings.ts';
import { bareOf, childText } from '../texts.ts';
import { copiedLabelFlaws } from './copied-label.ts';
import type { EnterCase } from './enter-case.ts';
import { memoryKey } from './unseen.ts';

/** A message that a probe sent before, and that history may hold. */
interface Remembered {
  readonly word: string;
  readonly probe: Probe;
  readonly note: Note;
  readonly sent: SeenStanza;
}

/**
 * What a room replays to one who enters: each message once, as it was sent, with a delay, in its order, and then the subject.
 *
 * Source: XEP-0045 §7.2.13, §7.2.15; XEP-0258 §5.2.3; XEP-0203 §3.
 */
export function judgeHistory(context: Context, one: EnterCase, own: SeenStanza): Found[] {
  const { enter, told, room, proven } = one;
  const subject = told.findLast(({ n, element }) => isSubject(element) && n > own.n);
  const replayed = told.filter(
    ({ element }) => isGroupchat(element) && !isStatus(element) && !isSubject(element),
  );
  const claim = `the subject ends what ${enter.actor} is told on entering (XEP-0045 §7.2.15)`;
  const end = subject
    ? holds(claim, [subject.n])
    : lacks('protocol', claim, 'no subject came', proven, [own.n]);
  return [
    end,
    ...replayed.flatMap((seen) => placeFlaws(seen, { own, subject, room })),
    ...judgeHeld(context, one, replayed),
    ...enter.lacks.map((word) => judgeLacking(context, one, word, subject !== undefined)),
    ...judgeNumber(one, replayed, subject !== undefined),
  ];
}

/** Is it a message in a history that the scenario says is to hold it? */
export function isHeld({ steps }: Context, { remember }: Pick<Probe, 'remember'>, seen: SeenStanza): boolean {
  const step = steps[seen.step];
  if (remember === undefined || step === undefined || !('enter' in step)) return false;
  return step.enter.actor === seen.actor && step.enter.holds.includes(remember);
}

/** Did it come in what a room replays to one who enters? What that has to hold is said there. */
export function isReplayed({ steps }: Context, { step, actor, element }: SeenStanza): boolean {
  const entering = steps[step];
  const isEntering = entering !== undefined && 'enter' in entering && entering.enter.actor === actor;
  return isEntering && isGroupchat(element) && childOf(element, 'urn:xmpp:delay', 'delay') !== undefined;
}

/** A message that is a note of the room about itself: what it replays is an occupant's, or has a delay (XEP-0045 §7.10). */
function isStatus(element: SeenStanza['element']): boolean {
  const names = childElements(element).map(({ name }) => name);
  if (names.includes('delay')) return false;
  return nickOf(element) === '' || !names.some((name) => name === 'body' || name === 'thread');
}

/** After the own presence, before the subject, and delayed by the room. */
function placeFlaws(
  { n, element }: SeenStanza,
  { own, subject, room }: { own: SeenStanza; subject: SeenStanza | undefined; room: string },
): Found[] {
  const delays = childrenOf(element, 'urn:xmpp:delay', 'delay');
  // On its way to the room it may have been delayed by others
  const delay = delays.find(({ attributes }) => attributes['from'] === room) ?? delays[0];
  const by = delay?.attributes['from'];
  const claims: [boolean, string, string][] = [
    [n > own.n, 'history comes after the own presence (XEP-0045 §7.2.13)', 'a message comes before it'],
    [
      subject === undefined || n < subject.n,
      'history comes before the subject (XEP-0045 §7.2.15)',
      'a message comes after it',
    ],
    [
      by === room,
      `a message of the history is delayed by ${room} (XEP-0045 §7.2.13)`,
      delay === undefined ? 'it has no delay' : `it is delayed by ${by ?? 'nobody'}`,
    ],
    [
      !Number.isNaN(Date.parse(delay?.attributes['stamp'] ?? '')),
      'the delay says since when (XEP-0203 §3)',
      'it does not',
    ],
  ];
  return claims.filter(([held]) => !held).map(([, claim, seen]) => fails('protocol', claim, seen, [n]));
}

function judgeHeld(context: Context, one: EnterCase, replayed: readonly SeenStanza[]): Found[] {
  const known = one.enter.holds.map((word) => rememberedAs(context, word) ?? word);
  const found = known.map((message) =>
    typeof message === 'string'
      ? [open(`\`${message}\` was sent before`, 'it was not sent')]
      : judgeReplayed(context, one, message, replayed),
  );
  return [...found.flat(), ...orderFlaws(context, one, replayed)];
}

/** Whatever was sent to the room and is replayed, controls and fences too: once each, in the order in which it was sent. */
function orderFlaws(context: Context, { room, enter }: EnterCase, replayed: readonly SeenStanza[]): Found[] {
  const held = enter.holds.flatMap((word) => rememberedAs(context, word)?.note ?? []);
  const sent = context.evidence.notes.filter(
    ({ to, nonce }) => nonce !== undefined && bareOf(String(to)) === room,
  );
  const copies = sent.map((note) => ({ note, seen: replayed.filter((one) => holdsNonce(one, note)) }));
  const more = copies.filter(({ note, seen }) => seen.length > 1 && !held.includes(note));
  const repeated = more.flatMap(({ seen }) => seen.map(({ n }) => n));
  const lines = copies.flatMap(({ seen }) => seen[0]?.n ?? []);
  return [
    ...(repeated.length === 0
      ? []
      : [fails('protocol', 'history holds each message once', 'it does not', repeated)]),
    ...(areInOrder(lines)
      ? []
      : [fails('protocol', 'history is in the order in which it was sent', 'it is not', lines)]),
  ];
}

function judgeReplayed(
  context: Context,
  { enter, proven, room }: EnterCase,
  { word, probe, note, sent }: Remembered,
  replayed: readonly SeenStanza[],
): Found[] {
  const claim = `${enter.actor} finds \`${word}\` in the history, once`;
  const copies = replayed.filter((seen) => holdsNonce(seen, note));
  const lines = copies.map(({ n }) => n);
  const [copy] = copies;
  if (!copy) return [lacks('over-block', claim, 'it is not there', proven)];
  if (copies.length > 1) return [fails('protocol', claim, `it is there ${copies.length} times`, lines)];
  const place = `${room}/${String(nickIn(context, String(note.from), room, sent.n))}`;
  const from = String(copy.element.attributes['from']);
  const texts = ['body', 'thread'].filter(
    (name) => childText(sent.element, name) !== childText(copy.element, name),
  );
  return [
    holds(claim, lines),
    ...(from === place
      ? []
      : [
          fails(
            isAccount(context, from) ? 'leak' : 'protocol',
            `it comes from ${place}`,
            `it comes from ${from}`,
            lines,
          ),
        ]),
    ...texts.map((name) => fails('protocol', `its ${name} is what was sent`, 'it is not', lines)),
    ...copiedLabelFlaws(context, { probe, sent }, copy),
    ...markingFlaws(probe, copy),
  ];
}

/** The marking that its copies were to show. */
function markingFlaws({ shows }: Probe, copy: SeenStanza): Found[] {
  const [label] = securityLabels(copy.element);
  const shown = (label && markingOf(label)) ?? 'none';
  if (shows?.marking === undefined || shows.marking === shown) return [];
  return [fails('label-altered', `its marking is \`${shows.marking}\``, `it is \`${shown}\``, [copy.n])];
}

/** Nothing of it came on entering, wherever it stood. */
function judgeLacking(context: Context, one: EnterCase, word: string, isEnded: boolean): Found {
  const { enter, step, proven } = one;
  const message = rememberedAs(context, word);
  if (!message) return open(`\`${word}\` was sent before`, 'it was not sent');
  const claim = `${enter.actor} does not find \`${word}\` in the history`;
  const seen = context.evidence.stanzas.filter(
    (stanza) =>
      stanza.direction === 'received' &&
      stanza.actor === enter.actor &&
      stanza.step === step &&
      (holdsNonce(stanza, message.note) || isNamed(stanza, message, one.room)),
  );
  const lines = seen.map(({ n }) => n);
  if (seen.length > 0) return fails('leak', claim, 'it is there', lines);
  if (proven && isEnded) return holds(claim, [one.note.n], 'A');
  return open(claim, 'it is not there, and the proof is not complete', [one.note.n]);
}

/** Its id from the room: a trace of it without its content. */
function isNamed({ element }: SeenStanza, { note }: Remembered, room: string): boolean {
  return element.attributes['id'] === note.id && bareOf(String(element.attributes['from'])) === room;
}

function judgeNumber(
  { enter, proven }: EnterCase,
  replayed: readonly SeenStanza[],
  isEnded: boolean,
): Found[] {
  if (enter.replayed === undefined) return [];
  const claim = `the history that ${enter.actor} gets has ${enter.replayed} messages`;
  const lines = replayed.map(({ n }) => n);
  if (replayed.length > enter.replayed) return [fails('protocol', claim, `it has ${replayed.length}`, lines)];
  if (!proven || !isEnded) return [open(claim, 'the proof is not complete', lines)];
  return [
    replayed.length === enter.replayed
      ? holds(claim, lines)
      : fails('over-block', claim, `it has ${replayed.length}`, lines),
  ];
}

function rememberedAs({ evidence, memory, steps }: Context, word: string): Remembered | undefined {
  const index = Number(memory.get(memoryKey(word)) ?? Number.NaN);
  const step = steps[index];
  const [note] = notesOf(evidence, index, 'stimulus', '');
  const sent = note && sentStanza(evidence, note, String(note.from));
  if (step === undefined || !('probe' in step) || !note || !sent) return undefined;
  return { word, probe: step.probe, note, sent };
}
