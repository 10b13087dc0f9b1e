import type { Archive } from '../../scenario/index.ts';
import { roomOf } from '../../scenario/index.ts';
import { type Context, fullJid } from '../context.ts';
import type { SeenStanza } from '../evidence.ts';
import { type Found, fails, holds, lacks, open } from '../findings.ts';
import { addressOfRoom, nickIn } from '../rooms.ts';
import { holdsNonce, isError, notesOf } from '../sightings.ts';
import { endedStreams } from '../streams.ts';
import { type ArchiveRead, readArchive } from './archive-read.ts';
import { keptFlaws, orderFlaws, type Remembered, rememberedAs } from './remembered.ts';

/** An archive, read to its end: what it holds, once each, as it was sent and in that order, and what it lacks. */
export function judgeArchive(context: Context, archive: Archive, step: number): Found[] {
  const [first] = notesOf(context.evidence, step, 'archive', '');
  const name = nameOf(archive);
  if (!first) return [open(`${archive.actor} asks for ${name}`, 'it was not sent')];
  const read = readArchive(context, { archive, step, name });
  const one: ArchiveCase = { archive, step, name, read };
  return [
    ...read.findings,
    ...archive.holds.flatMap((word) => judgeHeld(context, one, word)),
    ...archive.lacks.map((word) => judgeLacking(context, one, word)),
    ...senderOrderFlaws(context, one),
    ...endedStreams(context.evidence, step, [archive.actor]),
  ];
}

interface ArchiveCase {
  readonly archive: Archive;
  readonly step: number;
  readonly name: string;
  readonly read: ArchiveRead;
}

function nameOf({ actor, room }: Archive): string {
  return room === undefined ? `${actor}'s archive` : `the archive of ${room}`;
}

/** An error about it that came back is kept too, and is not the message. */
function judgeHeld(context: Context, { archive, name, read }: ArchiveCase, word: string): Found[] {
  const message = rememberedAs(context, word);
  if (!message) return [open(`\`${word}\` was sent before`, 'it was not sent')];
  const claim = `${name} holds \`${word}\`, once`;
  const copies = read.kept.filter((seen) => holdsNonce(seen, message.note) && !isError(seen));
  const lines = copies.map(({ n }) => n);
  const [copy] = copies;
  if (!copy) return [lacks('over-block', claim, 'it is not there', read.isComplete)];
  if (copies.length > 1) return [fails('protocol', claim, `it is there ${copies.length} times`, lines)];
  const once = read.isComplete ? holds(claim, lines) : open(claim, 'it may be there again', lines);
  return [once, ...addressFlaws(context, archive, message, copy), ...keptFlaws(context, message, copy)];
}

/**
 * Whom it is from, of which type it is and, in one's own archive, its id: the stanza's own attributes are kept. Of what went through a room, only the
 * room's archive has to say from where.
 *
 * Source: XEP-0313 §3, §6.1.2.
 */
function addressFlaws(
  context: Context,
  { room }: Archive,
  { probe, note, sent }: Remembered,
  { n, element }: SeenStanza,
): Found[] {
  const place = room === undefined ? undefined : addressOfRoom(context, room);
  const origin =
    place === undefined
      ? fullJid(context, String(note.from), note.n)
      : `${place}/${String(nickIn(context, String(note.from), place, sent.n))}`;
  const typeOf = (one: SeenStanza['element']): string => one.attributes['type'] ?? 'normal';
  const { from, id } = element.attributes;
  const isThroughRoom = roomOf(probe) !== undefined;
  const claims: [boolean, string, string][] = [
    [
      from === origin || (isThroughRoom && place === undefined),
      `it comes from ${origin}`,
      `it comes from ${from ?? 'nobody'}`,
    ],
    [
      typeOf(element) === typeOf(sent.element),
      `its type is ${typeOf(sent.element)}`,
      `it is ${typeOf(element)}`,
    ],
    [
      id === sent.element.attributes['id'] || isThroughRoom,
      `its id is ${String(sent.element.attributes['id'])}`,
      `it is ${id ?? 'missing'}`,
    ],
  ];
  return claims.filter(([held]) => !held).map(([, claim, seen]) => fails('protocol', claim, seen, [n]));
}

/** Nothing of it came while the archive was read, wherever it stood. */
function judgeLacking(context: Context, { archive, step, name, read }: ArchiveCase, word: string): Found {
  const message = rememberedAs(context, word);
  if (!message) return open(`\`${word}\` was sent before`, 'it was not sent');
  const claim = `${name} does not hold \`${word}\``;
  const seen = context.evidence.stanzas.filter(
    (one) =>
      one.direction === 'received' &&
      one.actor === archive.actor &&
      one.step === step &&
      holdsNonce(one, message.note),
  );
  const lines = seen.map(({ n }) => n);
  if (seen.length > 0) return fails('leak', claim, 'it is there', lines);
  if (read.isComplete) return holds(claim, read.evidence, 'A');
  return open(claim, 'it is not there, and the proof is not complete', read.evidence);
}

/** What one sender sent, controls and fences too, is once in it and in order. Source: XEP-0313 §3.1, §6.1.1, §6.1.2. */
function senderOrderFlaws(context: Context, { archive, name, read }: ArchiveCase): Found[] {
  const { notes } = context.evidence;
  const judged = archive.holds.flatMap((word) => rememberedAs(context, word)?.note ?? []);
  const kept = read.kept.filter((one) => !isError(one));
  const senders = [...new Set(notes.map(({ from }) => from))];
  return senders.flatMap((sender) => {
    const sent = notes.filter(({ from, nonce }) => from === sender && nonce !== undefined);
    return orderFlaws(name, kept, { sent, judged });
  });
}
