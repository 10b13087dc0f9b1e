import { roomOf } from '../../scenario/index.ts';
import { captionOf } from '../arrows.ts';
import type { Context } from '../context.ts';
import { type Found, fails, list } from '../findings.ts';
import { fromRoomBy } from '../rooms.ts';
import { arrivals, isError, notesOf, sightings } from '../sightings.ts';
import { bareOf } from '../texts.ts';
import type { ProbeCase } from './probe-case.ts';

/**
 * What a room told the sender of a message that not everybody may have, besides the sender's own copies: from the control's copy
 * to the end of the step nothing else is due, and whatever comes could say who had to do without. An error that answers the message
 * is told of elsewhere.
 */
export function hintFlaws(context: Context, one: ProbeCase): Found[] {
  const { probe, step, suffix, stimulus, notAt } = one;
  if (roomOf(probe) === undefined || probe.expect !== 'delivered' || notAt.length === 0) return [];
  const notes = (['control', 'fence'] as const).map((kind) => notesOf(context.evidence, step, kind, suffix));
  const [controls = [], fences = []] = notes;
  const [control] = controls.flatMap((note) => arrivals(context.evidence, note, probe.from));
  if (control === undefined) return [];
  const known = new Set(
    [stimulus, ...controls, ...fences].flatMap((note) => sightings(context.evidence, note)),
  );
  const hints = fromRoomBy(context, probe.from, bareOf(String(stimulus.to)), step).filter(
    (seen) =>
      seen.n > control.n &&
      seen.step === step &&
      seen.element.name !== 'iq' &&
      !known.has(seen) &&
      !(isError(seen) && seen.element.attributes['id'] === stimulus.id),
  );
  const [first] = hints;
  if (!first) return [];
  const claim = `${probe.from} is not told that ${list(notAt)} had to do without (MUC-S2-02)`;
  return [
    fails(
      claim,
      `there came: ${captionOf(context, first)}`,
      hints.map(({ n }) => n),
    ),
  ];
}
