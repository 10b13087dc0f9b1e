import type { Context } from '../context.ts';
import type { WirePiece } from '../evidence.ts';
import { type Found, fails, holds, open } from '../findings.ts';
import { secretTexts } from '../match.ts';
import { notesOf } from '../sightings.ts';
import { bears, bearsId, peerOf, writtenTo } from '../wire.ts';
import type { ProbeCase } from './probe-case.ts';
import { strayFlaws } from './strays.ts';

/**
 * Not a byte of a message was written to a server of those who must not have it, and which has nobody who may: it is not enough that
 * it was delivered to nobody there. Neither were its id and its label alone, which say that there was one. What nobody can say whom it was for
 * counts for everyone. `isRefused`: nobody may have it.
 *
 * It is believed where the fence was written there: what was written before that is all in the transcript.
 */
export function wireFlaws(
  context: Context,
  one: ProbeCase,
  without: readonly string[],
  isRefused: boolean,
): Found[] {
  const { probe, stimulus, bracket, strength } = one;
  const entitled = [probe.from, ...one.at.filter((actor) => !without.includes(actor))];
  const domains = new Set(without.flatMap((actor) => peerOf(context, actor) ?? []));
  for (const actor of entitled) domains.delete(peerOf(context, actor) ?? '');
  const found = [...domains].map((domain) => {
    const claim = `no byte of the message is written to ${domain}`;
    const written = writtenTo(context, domain);
    const seen = written.filter((piece) => bears(piece, stimulus) || bearsId(context, piece, stimulus));
    if (seen.length > 0)
      return fails(
        'leak',
        claim,
        `it was: ${seen.length === 1 ? 'once' : `${seen.length} times`}`,
        seen.map(({ n }) => n),
      );
    const fence = fenceTo(context, one, domain);
    const [labelled] = labelsBefore(context, one, written, fence);
    if (labelled) return fails('leak', claim, 'its label was, or the marking', [labelled.n]);
    if (fence && bracket.complete) return holds(claim, [fence.n], strength);
    return open(claim, 'nothing was, and the proof is not complete');
  });
  const judged = found.length === 0 ? [] : ['', ...domains];
  return [...found, ...strayFlaws(context, one, { isRefused, judged })];
}

/** What was written there of a permitted message that was sent after it: its own fence, or that of all of a burst. */
function fenceTo(context: Context, { step, stimulus }: ProbeCase, domain: string): WirePiece | undefined {
  const fences = (['fence', 'control'] as const)
    .flatMap((kind) => notesOf(context.evidence, step, kind, ''))
    .filter(({ n }) => n > stimulus.n);
  return writtenTo(context, domain).find((piece) => fences.some((fence) => bears(piece, fence)));
}

/** Pieces up to the fence that are of nothing that was sent, and hold a label of the message or its marking. */
function labelsBefore(
  { evidence }: Context,
  { stimulus, sent }: ProbeCase,
  written: readonly WirePiece[],
  fence: WirePiece | undefined,
): WirePiece[] {
  const texts = secretTexts(sent);
  return written.filter(
    (piece) =>
      piece.n > stimulus.n &&
      piece.n < (fence?.n ?? Infinity) &&
      texts.some((text) => piece.raw.includes(text)) &&
      !evidence.notes.some((note) => bears(piece, note)),
  );
}
