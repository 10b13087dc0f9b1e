import { roomOf } from '../../scenario/index.ts';
import { captionOf } from '../arrows.ts';
import type { Context } from '../context.ts';
import { type Found, fails } from '../findings.ts';
import { fromRoom } from '../rooms.ts';
import { arrivals, holdsNonce, isError, notesOf, sightings } from '../sightings.ts';
import { bareOf } from '../texts.ts';
import type { ProbeCase } from './probe-case.ts';

/**
 * What a room told an occupant in place of a message that the occupant must not have: something that holds nothing of it still
 * says that there was one, when and whose. Between control and fence nothing else is due but those of others. What holds some of
 * the message is told of elsewhere.
 */
export function stubFlaws(context: Context, one: ProbeCase, actor: string): Found[] {
  const { probe, step, suffix, stimulus } = one;
  if (roomOf(probe) === undefined || (probe.bracket?.from !== undefined && !isElsewhere(probe))) return [];
  const lineOf = (kind: 'control' | 'fence'): number | undefined =>
    notesOf(context.evidence, step, kind, suffix)
      .flatMap((note) => arrivals(context.evidence, note, actor))
      .at(0)?.n;
  const [control, fence] = [lineOf('control'), lineOf('fence')];
  if (control === undefined || fence === undefined) return [];
  const sent = context.evidence.notes.filter((note) => note.step === step);
  const known = sightings(context.evidence, stimulus);
  const stubs = fromRoom(context, actor, bareOf(String(stimulus.to))).filter(
    (seen) =>
      seen.n > control &&
      seen.n < fence &&
      seen.element.name !== 'iq' &&
      !known.includes(seen) &&
      !sent.some((note) => holdsNonce(seen, note)) &&
      !(actor === probe.from && isError(seen) && seen.element.attributes['id'] === stimulus.id),
  );
  const [first] = stubs;
  if (!first) return [];
  const lines = stubs.map(({ n }) => n);
  return [
    fails(
      'leak',
      `nothing comes to ${actor} in place of the message`,
      `there came: ${captionOf(context, first)}`,
      lines,
    ),
  ];
}

/** Control and fence go past the room: then nothing of it is due at all. */
function isElsewhere(probe: ProbeCase['probe']): boolean {
  const way = probe.bracket?.to;
  return way !== undefined && roomOf({ to: way }) !== roomOf(probe);
}
