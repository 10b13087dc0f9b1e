import { childOf, element } from '#xml';
import { type Exempt, holdUnchecked, ownStanza } from '../enforcement/index.ts';
import { bareOf, namespaces, type Stanza } from '../xmpp/index.ts';
import type { ClientSession } from './client-session.ts';
import { deliver, deliverCopy } from './deliver.ts';
import type { ImDomain } from './im-domain.ts';
import { keepError } from './offline.ts';

const receiptsNamespace = 'urn:xmpp:receipts';

/** What a broken server does for a message before it has asked anything: the fault `receipt.early`. */
export function traceBefore(session: ClientSession, stanza: Stanza, domain: ImDomain): void {
  const asks = childOf(stanza.element, receiptsNamespace, 'request') !== undefined;
  if (!domain.rules.faults.has('receipt.early') || !asks || stanza.to === undefined) return;
  const received = element(receiptsNamespace, 'received', { id: stanza.id });
  const receipt: Stanza = {
    kind: 'message',
    type: stanza.type,
    from: stanza.to,
    to: session.jid,
    element: element(namespaces.client, 'message', {}, [received]),
  };
  deliver(session, ownStanza(receipt), domain.rules);
}

/** What a broken server leaves behind of a message that it refused: the faults `order.side-effects`, `copy.refused`, `store.errors` and `peer.fatal`. */
export function traceAfter(stanza: Stanza, reply: Exempt | undefined, domain: ImDomain): void {
  if (reply?.stanza.type !== 'error') return;
  keepError(reply, domain);
  if (domain.rules.faults.has('sm.count'))
    domain.sessions.find(stanza.from)?.management?.unacknowledged.countReceived(-1);
  if (domain.rules.faults.has('copy.refused')) copyAnyway(stanza, domain);
  if (domain.rules.faults.has('peer.fatal')) endPeers(stanza, reply, domain);
  if (!domain.rules.faults.has('order.side-effects')) return;
  const held = holdUnchecked(stanza, domain.rules);
  if (held !== undefined) domain.store.addOffline((stanza.to ?? bareOf(stanza.from)).bare, held);
}

/** All streams of peers, when one of them has sent what is malformed. */
function endPeers({ from }: Stanza, reply: Exempt, { federation, rules }: ImDomain): void {
  const error = childOf(reply.stanza.element, namespaces.client, 'error');
  const isMalformed = error && childOf(error, namespaces.stanzaErrors, 'bad-request') !== undefined;
  if (isMalformed === true && rules.peers.has(from.domain)) federation?.reset();
}

function copyAnyway(stanza: Stanza, { sessions, rules }: ImDomain): void {
  const { from, to = from } = stanza;
  for (const session of sessions.wantingCopies(from.bare))
    if (session.jid.full !== from.full) deliverCopy(session, ownStanza(stanza), 'sent', rules);
  for (const session of sessions.wantingCopies(to.bare))
    if (session.jid.full !== to.full) deliverCopy(session, ownStanza(stanza), 'received', rules);
}
