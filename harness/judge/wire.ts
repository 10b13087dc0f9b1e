import { type Context, fullJid } from './context.ts';
import type { Note, WirePiece } from './evidence.ts';
import { type Found, fails, holds, open } from './findings.ts';
import { notesOf } from './sightings.ts';
import type { ProbeCase } from './steps/probe-case.ts';

/** The domain of a server that the harness played and this actor is a user of; `undefined`: it is at none. */
export function peerOf(context: Pick<Context, 'evidence'>, actor: string): string | undefined {
  const { peers = [] } = context.evidence.header;
  const domain = domainOf(fullJid(context, actor));
  return peers.includes(domain) ? domain : undefined;
}

/** The domain of a JID. */
export function domainOf(jid: string): string {
  return jid.replace(/\/.*$/s, '').replace(/^.*@/s, '');
}

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

/** All that the server under test wrote to a domain, or to nobody knows whom. */
export function writtenTo({ evidence }: Context, domain: string): WirePiece[] {
  return evidence.wire.filter(
    ({ direction, peer }) => direction === 'received' && (peer === domain || peer === ''),
  );
}

/** Does it bear what this note says was sent? */
export function bears({ raw }: WirePiece, { id, nonce }: Note): boolean {
  return nonce === undefined ? raw.includes(id) : raw.includes(nonce);
}

/** What was written there of a permitted message that was sent after it: its own fence, or that of all of a burst. */
function fenceTo(context: Context, { step, stimulus }: ProbeCase, domain: string): WirePiece | undefined {
  const fences = (['fence', 'control'] as const)
    .flatMap((kind) => notesOf(context.evidence, step, kind, ''))
    .filter(({ n }) => n > stimulus.n);
  return writtenTo(context, domain).find((piece) => fences.some((fence) => bears(piece, fence)));
}

/**
 * Did these come to the actor's server on one stream? Order is kept on one (RFC 6120 §10.1), so that what came on two shows nothing of what
 * was sent between them. `true` where the harness plays no server of the actor's: its session is one stream.
 */
export function onOneStream(context: Context, actor: string, notes: readonly Note[]): boolean {
  const domain = peerOf(context, actor);
  if (domain === undefined) return true;
  const written = writtenTo(context, domain);
  const connections = notes.map((note) => written.find((piece) => bears(piece, note))?.connection);
  return connections.every((one) => one !== undefined && one === connections[0]);
}
