import type { Element } from '#xml';
import { replyWith } from '../../enforcement/index.ts';
import { type DomainPair, inContentOf, namespaces, parseJid, readStanza } from '../../xmpp/index.ts';
import type { ImDomain } from '../im-domain.ts';
import { takeStanza } from '../receive.ts';
import { RemoteSession } from './remote-session.ts';

/**
 * One stanza from a peer, from its element to wherever it ends: the same way as that of a client, with the peer's clearance at
 * entry. `pair` was proved on the stream: who sends is one of its first domain, and nobody else.
 */
export function receiveFromPeer(
  element: Element,
  pair: DomainPair,
  connection: { readonly first: string },
  domain: ImDomain,
): void {
  const { federation, rules } = domain;
  const from = parseJid(element.attributes['from'] ?? '');
  const to = parseJid(element.attributes['to'] ?? '');
  // What cannot be answered is dropped: there is no address to answer to, or it is not the one that was proved
  if (federation === undefined || from === undefined || to === undefined) return;
  if (from.domain !== pair.from || to.domain !== pair.to) return;
  const peer = rules.faults.has('peer.connection') ? connection.first : pair.from;
  const sender = new RemoteSession(from, federation.sent, peer);
  const stanza = readStanza(inContentOf(namespaces.client, element), from);
  const own = domain.at(pair.to) ?? domain;
  if ('refused' in stanza) {
    const reply = replyWith(stanza, { condition: stanza.refused }, rules);
    if (reply !== undefined) federation.send(reply);
  } else takeStanza(sender, stanza, own);
}
