import { roomOf } from '../../scenario/index.ts';
import { captionOf } from '../arrows.ts';
import type { Context } from '../context.ts';
import { type Found, fails, list } from '../findings.ts';
import { fromRoomBy } from '../rooms.ts';
import { arrivals, isError, notesOf, sightings } from '../sightings.ts';
import { bareOf } from '../texts.ts';
import type { ProbeCase } from './probe-case.ts';

/**
 * What a room told of a message that not everybody may have, besides its copies, to those who have it, its sender among them:
 * from the control's copy to the end of the step nothing else is due, and whatever comes could say who had to do without. An error
 * that answers the message is told of elsewhere.
 */
export function hintFlaws(context: Context, one: ProbeCase): Found[] {
  const { probe, at, notAt } = one;
  if (roomOf(probe) === undefined || probe.expect !== 'delivered' || notAt.length === 0) return [];
  return [...new Set([probe.from, ...at])].flatMap((actor) => hintsAt(context, one, actor));
}

function hintsAt(context: Context, { step, suffix, stimulus, notAt }: ProbeCase, actor: string): Found[] {
  const [control] = notesOf(context.evidence, step, 'control', suffix).flatMap((note) =>
    arrivals(context.evidence, note, actor),
  );
  if (control === undefined) return [];
  const sent = context.evidence.notes.filter((note) => note.step === step);
  const known = new Set(sent.flatMap((note) => sightings(context.evidence, note)));
  const hints = fromRoomBy(context, actor, bareOf(String(stimulus.to)), step).filter(
    (seen) =>
      seen.n > control.n &&
      seen.step === step &&
      seen.element.name !== 'iq' &&
      !known.has(seen) &&
      !(isError(seen) && sent.some(({ id }) => seen.element.attributes['id'] === id)),
  );
  const [first] = hints;
  if (!first) return [];
  const claim = `${actor} is not told that ${list(notAt)} had to do without (MUC-S2-02)`;
  return [
    fails(
      'leak',
      claim,
      `there came: ${captionOf(context, first)}`,
      hints.map(({ n }) => n),
    ),
  ];
}
