import { type Context, fullJid } from './context.ts';
import type { Note, WirePiece } from './evidence.ts';

/** The domain of a server that the harness played and this actor is a user of; `undefined`: it is at none. */
export function peerOf(context: Pick<Context, 'evidence'>, actor: string): string | undefined {
  const { peers = [] } = context.evidence.header;
  const domain = domainOf(fullJid(context, actor));
  return peers.includes(domain) ? domain : undefined;
}

/** The domain that an actor is a user of, whoever plays its server. */
export function domainAt(context: Pick<Context, 'evidence'>, actor: string): string {
  return domainOf(fullJid(context, actor));
}

/** The domain of a JID. */
export function domainOf(jid: string): string {
  return jid.replace(/\/.*$/s, '').replace(/^.*@/s, '');
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

/** Does it bear the id under which this was sent, and nothing else was? What a scenario calls `1` stands in anything. */
export function bearsId({ evidence }: Context, { raw }: WirePiece, { n, id }: Note): boolean {
  const isOwn = id.length >= shortestId && evidence.notes.every((note) => note.n === n || note.id !== id);
  return isOwn && raw.includes(id);
}

const shortestId = 8;

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
