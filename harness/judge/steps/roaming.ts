import type { Context } from '../context.ts';
import { type Found, holds, open } from '../findings.ts';
import { notesOf } from '../sightings.ts';

/**
 * That a client over HTTP pauses, or comes from elsewhere, is no claim about labels, but nothing after it can be believed
 * without it.
 */
export function judgeRoaming(
  { evidence }: Context,
  actor: string,
  what: 'paused' | 'moved',
  step: number,
): Found[] {
  const note = notesOf(evidence, step, what, '').find(({ id }) => id === actor);
  const claim = what === 'paused' ? `${actor} asks for nothing` : `${actor} asks from another address`;
  return [note ? holds(claim, [note.n]) : open(claim, 'its session had ended')];
}
