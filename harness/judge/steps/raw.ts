import type { Raw } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import { type Found, fails, holds, list, open } from '../findings.ts';
import { answers, notesOf } from '../sightings.ts';
import { streamErrors } from '../streams.ts';

/** Bytes as they stand: the stream goes on, or it ends with one of some stream errors (RFC 6120 §4.9). */
export function judgeRaw(context: Context, raw: Raw, step: number): Found[] {
  const { evidence } = context;
  const ends = evidence.streams.filter(
    (one) => one.step === step && one.actor === raw.from && (one.event === 'closed' || one.event === 'error'),
  );
  const lines = ends.map(({ n }) => n);
  const [ping] = notesOf(evidence, step, 'sender-fence', '');
  const [answer] = ping ? answers(evidence, ping, raw.from) : [];
  const errors = streamErrors(evidence, raw.from, step);

  if (raw.expect === 'stream-lives') {
    const claim = `${raw.from}'s stream goes on`;
    if (ends.length > 0)
      return [fails('protocol', claim, `it ended: ${errors.join(' ') || 'without a stream error'}`, lines)];
    return [answer ? holds(claim, [answer.n]) : open(claim, 'no answer came to the ping after it')];
  }
  const { streamError } = raw.expect;
  const claim = `${raw.from}'s stream ends with ${list(streamError) || 'a stream error'}`;
  if (answer) return [fails('protocol', claim, 'it goes on', [answer.n])];
  if (ends.length === 0) return [open(claim, 'neither an end nor an answer came')];
  const said = streamError.length === 0 ? errors.length > 0 : streamError.some((one) => errors.includes(one));
  return [
    said
      ? holds(claim, lines)
      : fails('wrong-error', claim, `it ends with ${list(errors) || 'no stream error'}`, lines),
  ];
}
