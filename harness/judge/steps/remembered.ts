import type { Probe } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import type { Note, SeenStanza } from '../evidence.ts';
import { type Found, fails } from '../findings.ts';
import { markingOf, securityLabels } from '../labels.ts';
import { areInOrder } from '../rooms.ts';
import { holdsNonce, notesOf, sentStanza } from '../sightings.ts';
import { childText } from '../texts.ts';
import { copiedLabelFlaws } from './copied-label.ts';
import { memoryKey } from './unseen.ts';
import { writtenFlaws } from './written.ts';

/** A message that a probe sent before, and that a history or an archive may hold. */
export interface Remembered {
  readonly word: string;
  readonly probe: Probe;
  readonly note: Note;
  readonly sent: SeenStanza;
}

/** The message that is remembered under this word; `undefined`: it was not sent. */
export function rememberedAs({ evidence, memory, steps }: Context, word: string): Remembered | undefined {
  const index = Number(memory.get(memoryKey(word)) ?? Number.NaN);
  const step = steps[index];
  const [note] = notesOf(evidence, index, 'stimulus', '');
  const sent = note && sentStanza(evidence, note, String(note.from));
  if (step === undefined || !('probe' in step) || !note || !sent) return undefined;
  return { word, probe: step.probe, note, sent };
}

/** What in the one copy that was kept is not what was sent: its texts, its label, its marking. */
export function keptFlaws(context: Context, { probe, sent }: Remembered, copy: SeenStanza): Found[] {
  const texts = ['body', 'thread'].filter(
    (name) => childText(sent.element, name) !== childText(copy.element, name),
  );
  return [
    ...texts.map((name) => fails('protocol', `its ${name} is what was sent`, 'it is not', [copy.n])),
    ...copiedLabelFlaws(context, { probe, sent }, copy),
    ...(probe.shows?.asWritten === true ? writtenFlaws(sent.element, copy) : []),
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

/**
 * Are those that were `sent` on one way kept once each, and in the order in which they were sent? `judged`: whose number is told of
 * elsewhere. `place`: `history`.
 */
export function orderFlaws(
  place: string,
  kept: readonly SeenStanza[],
  { sent, judged }: { readonly sent: readonly Note[]; readonly judged: readonly Note[] },
): Found[] {
  const copies = sent.map((note) => ({ note, seen: kept.filter((one) => holdsNonce(one, note)) }));
  const more = copies.filter(({ note, seen }) => seen.length > 1 && !judged.includes(note));
  const repeated = more.flatMap(({ seen }) => seen.map(({ n }) => n));
  const lines = copies.flatMap(({ seen }) => seen[0]?.n ?? []);
  return [
    ...(repeated.length === 0
      ? []
      : [fails('protocol', `${place} holds each message once`, 'it does not', repeated)]),
    ...(areInOrder(lines)
      ? []
      : [fails('protocol', `${place} is in the order in which it was sent`, 'it is not', lines)]),
  ];
}
