import { childElements, childrenOf } from '#xml';
import type { Context } from '../context.ts';
import type { SeenStanza } from '../evidence.ts';
import { type Found, fails, holds, lacks, open } from '../findings.ts';
import { isAccount, isGroupchat, isSubject, nickIn, nickOf } from '../rooms.ts';
import { holdsNonce } from '../sightings.ts';
import { bareOf } from '../texts.ts';
import type { EnterCase } from './enter-case.ts';
import { keptFlaws, orderFlaws, type Remembered, rememberedAs } from './remembered.ts';

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
  return [...found.flat(), ...roomOrderFlaws(context, one, replayed)];
}

/** Whatever was sent to the room and is replayed, controls and fences too. */
function roomOrderFlaws(
  context: Context,
  { room, enter }: EnterCase,
  replayed: readonly SeenStanza[],
): Found[] {
  const judged = enter.holds.flatMap((word) => rememberedAs(context, word)?.note ?? []);
  const sent = context.evidence.notes.filter(
    ({ to, nonce }) => nonce !== undefined && bareOf(String(to)) === room,
  );
  return orderFlaws('history', replayed, { sent, judged });
}

function judgeReplayed(
  context: Context,
  { enter, proven, room }: EnterCase,
  message: Remembered,
  replayed: readonly SeenStanza[],
): Found[] {
  const { word, note, sent } = message;
  const claim = `${enter.actor} finds \`${word}\` in the history, once`;
  const copies = replayed.filter((seen) => holdsNonce(seen, note));
  const lines = copies.map(({ n }) => n);
  const [copy] = copies;
  if (!copy) return [lacks('over-block', claim, 'it is not there', proven)];
  if (copies.length > 1) return [fails('protocol', claim, `it is there ${copies.length} times`, lines)];
  const place = `${room}/${String(nickIn(context, String(note.from), room, sent.n))}`;
  const from = String(copy.element.attributes['from']);
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
    ...keptFlaws(context, message, copy),
  ];
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
