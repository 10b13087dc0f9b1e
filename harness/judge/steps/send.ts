import type { Send } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import { type Found, open } from '../findings.ts';
import { answers, notesOf } from '../sightings.ts';

/** A stanza for its effect is no claim, but nothing after it can be believed where its sender's server did not get to it. */
export function judgeSend({ evidence }: Context, { from, settles, room }: Send, step: number): Found[] {
  const [sent] = notesOf(evidence, step, 'send', '');
  if (!sent) return [open(`${from} sends a stanza`, 'it was not sent')];
  const [ping] = notesOf(evidence, step, 'sender-fence', '');
  const [through] = notesOf(evidence, step, 'room-fence', '');
  if (room !== undefined && !(through && answers(evidence, through, from).length > 0))
    return [
      open(`the ping through ${room} after what ${from} sends is answered`, 'no answer came', [sent.n]),
    ];
  if (!settles || (ping && answers(evidence, ping, from).length > 0)) return [];
  return [open(`the ping after what ${from} sends is answered`, 'no answer came', [sent.n])];
}
