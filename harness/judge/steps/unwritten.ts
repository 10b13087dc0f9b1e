import type { Context } from '../context.ts';
import type { WirePiece } from '../evidence.ts';
import { type Found, fails, holds, open } from '../findings.ts';
import { notesOf } from '../sightings.ts';
import { bears, peerOf, writtenTo } from '../wire.ts';
import type { ProbeCase } from './probe-case.ts';

/**
 * Not a byte of a message was written to a server of those who must not have it, and which has nobody who may: it is not enough that
 * it was delivered to nobody there. What nobody can say whom it was for counts for everyone.
 *
 * It is believed where the fence was written there: what was written before that is all in the transcript.
 */
export function wireFlaws(context: Context, one: ProbeCase, without: readonly string[]): Found[] {
  const { probe, stimulus, bracket, strength } = one;
  const entitled = [probe.from, ...one.at.filter((actor) => !without.includes(actor))];
  const domains = new Set(without.flatMap((actor) => peerOf(context, actor) ?? []));
  for (const actor of entitled) domains.delete(peerOf(context, actor) ?? '');
  return [...domains].map((domain) => {
    const claim = `no byte of the message is written to ${domain}`;
    const seen = writtenTo(context, domain).filter((piece) => bears(piece, stimulus));
    if (seen.length > 0)
      return fails(
        claim,
        `it was: ${seen.length === 1 ? 'once' : `${seen.length} times`}`,
        seen.map(({ n }) => n),
      );
    const fence = fenceTo(context, one, domain);
    if (fence && bracket.complete) return holds(claim, [fence.n], strength);
    return open(claim, 'nothing was, and the proof is not complete');
  });
}

/** What was written there of a permitted message that was sent after it: its own fence, or that of all of a burst. */
function fenceTo(context: Context, { step, stimulus }: ProbeCase, domain: string): WirePiece | undefined {
  const fences = (['fence', 'control'] as const)
    .flatMap((kind) => notesOf(context.evidence, step, kind, ''))
    .filter(({ n }) => n > stimulus.n);
  return writtenTo(context, domain).find((piece) => fences.some((fence) => bears(piece, fence)));
}
