import type { Element } from '#xml';
import type { FailureKind } from '../../record/index.ts';
import { roomOf } from '../../scenario/index.ts';
import { type Context, fullJid } from '../context.ts';
import type { SeenStanza } from '../evidence.ts';
import { type Found, fails, holds, lacks, open } from '../findings.ts';
import { markingOf, securityLabels } from '../labels.ts';
import { conditionOf } from '../match.ts';
import { unreadable } from '../read-stanza.ts';
import { answers, arrivals, isError } from '../sightings.ts';
import { bareOf, childText, fillIn, occurs } from '../texts.ts';
import { unwrap } from './carbon.ts';
import { copiedFormatFlaws } from './copied-format.ts';
import { copiedLabelFlaws } from './copied-label.ts';
import type { ProbeCase } from './probe-case.ts';
import { isRoomsOwn, roomFlaws } from './reflected.ts';
import { isReplayed } from './replayed.ts';
import { severalFlaws } from './several.ts';
import { writtenFlaws } from './written.ts';

/** A delivered message: exactly once at each session it was meant for, as it was sent, and no error at its sender. */
export function judgeDelivered(context: Context, one: ProbeCase): Found[] {
  const errors = answers(context.evidence, one.stimulus, one.probe.from).filter(isError);
  const told =
    one.probe.addresses === undefined
      ? errors.map((error) => unexpected(one, error))
      : severalFlaws(context, one, errors);
  if (one.at.length === 0) {
    return [open('somebody receives the message', 'nobody listens where it was sent', [one.sent.n]), ...told];
  }
  return [...one.at.flatMap((actor) => judgeCopies(context, one, actor)), ...told];
}

function unexpected({ probe }: ProbeCase, error: SeenStanza): Found {
  const condition = conditionOf(error) ?? 'without a condition';
  return fails(
    probe.notAt === undefined ? 'wrong-error' : 'leak',
    `${probe.from} gets no error`,
    `an error came: ${condition}`,
    [error.n],
  );
}

function judgeCopies(context: Context, one: ProbeCase, actor: string): Found[] {
  const claim = `${actor} receives the message once`;
  const copies = arrivals(context.evidence, one.stimulus, actor).filter((seen) => !isReplayed(context, seen));
  const [copy] = copies;
  const lines = copies.map(({ n }) => n);
  if (!copy) return [lacks('over-block', claim, 'nothing came', one.bracket.complete, [one.sent.n])];
  if (copies.length > 1) return [fails('protocol', claim, `it came ${copies.length} times`, lines)];
  const once = one.bracket.complete
    ? holds(claim, lines, one.strength)
    : open(claim, 'it came, but whether a second copy followed is not shown', lines);
  const { copy: message, flaws } = unwrap(context, one, actor, copy);
  return [once, ...flaws, ...copyFlaws(context, shownTo(actor, one), message)];
}

/** With what this recipient's copy should show. */
function shownTo(actor: string, one: ProbeCase): ProbeCase {
  const { shows, showsTo } = one.probe;
  const own = showsTo?.[actor];
  return own === undefined ? one : { ...one, probe: { ...one.probe, shows: { ...shows, ...own } } };
}

/** What the copy says that differs from what was sent. */
function copyFlaws(context: Context, one: ProbeCase, copy: SeenStanza): Found[] {
  if (copy.element === unreadable)
    return [fails('protocol', 'the copy is well-formed XML', 'it is not', [copy.n])];
  const isRoom = roomOf(one.probe) !== undefined;
  const flaws: Found[] = isRoom
    ? roomFlaws(context, one, copy)
    : fromFlaws(context, one, copy.element, copy.n);
  for (const [what, of] of isRoomsOwn(one) ? [] : intact) {
    const [was, is] = [of(one.sent.element), of(copy.element)];
    if (was !== is)
      flaws.push(fails('protocol', `the copy's ${what} is \`${was}\``, `it is \`${is}\``, [copy.n]));
  }
  return [
    ...flaws,
    ...copiedLabelFlaws(context, one, copy),
    ...copiedFormatFlaws(context, one.probe.shows ?? {}, copy),
    ...(one.probe.shows?.asWritten === true ? writtenFlaws(one.sent.element, copy) : []),
    ...shownFlaws(context, one, copy),
  ];
}

/** What must be in the copy as it was sent. */
const intact: readonly (readonly [string, (stanza: Element) => string])[] = [
  ['kind', (stanza) => stanza.name],
  ['type', (stanza) => stanza.attributes['type'] ?? (stanza.name === 'message' ? 'normal' : '')],
  ['body', (stanza) => childText(stanza, 'body') ?? 'none'],
  ['thread', (stanza) => childText(stanza, 'thread') ?? 'none'],
];

/** From its sender's session; in a room, from the sender's place in the room. */
function fromFlaws(context: Context, { probe, stimulus }: ProbeCase, copy: Element, line: number): Found[] {
  const from = copy.attributes['from'];
  const room = probe.type === 'groupchat' && typeof probe.to === 'object' && 'jid' in probe.to;
  const expected = room ? bareOf(String(stimulus.to)) : fullJid(context, probe.from, stimulus.n);
  if (room ? String(from).startsWith(`${expected}/`) : from === expected) return [];
  return [fails('protocol', `the copy comes from ${expected}`, `it comes from ${from ?? 'nobody'}`, [line])];
}

/** The texts that `shows` asks for, and those it excludes. */
function shownFlaws(context: Context, one: ProbeCase, copy: SeenStanza): Found[] {
  const { probe, stimulus } = one;
  const { marking, contains = [], lacks: absent = [], sameId } = probe.shows ?? {};
  const { id } = copy.element.attributes;
  const [label] = securityLabels(copy.element);
  const shown = (label && markingOf(label)) ?? 'none';
  const text = (one: string): string => fillIn(one, context.evidence.header, context.fixtures);
  return [
    ...(marking === undefined || marking === shown
      ? []
      : [fails('label-altered', `the copy's marking is \`${marking}\``, `it is \`${shown}\``, [copy.n])]),
    ...(sameId === undefined || id === stimulus.id
      ? []
      : [fails('protocol', `the copy's id is ${stimulus.id}`, `it is ${id ?? 'missing'}`, [copy.n])]),
    ...contains
      .filter((wanted) => !occurs(text(wanted), copy.raw))
      .map((wanted) => fails('protocol', `the copy holds \`${wanted}\``, 'it does not', [copy.n])),
    ...absent
      .filter((absentText) => occurs(text(absentText), copy.raw))
      .map((absentText) =>
        fails(
          kindOfText(text(absentText), one, copy),
          `the copy does not hold \`${absentText}\``,
          'it does',
          [copy.n],
        ),
      ),
  ];
}

/**
 * What it means that a copy holds what it must not: in its label alone, another label; in a room, where the sender wrote it, something that
 * the room should not have handed on; else something that its recipient must not know.
 */
function kindOfText(text: string, { probe, sent }: ProbeCase, copy: SeenStanza): FailureKind {
  if (!occurs(text, copy.raw.replace(securityLabelText, ''))) return 'label-altered';
  return roomOf(probe) !== undefined && occurs(text, sent.raw) ? 'protocol' : 'leak';
}

const securityLabelText = /<((?:[\w.-]+:)?securitylabel)\b[^]*?<\/\1\s*>/g;
