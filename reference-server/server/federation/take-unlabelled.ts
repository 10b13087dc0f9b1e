import { childElements } from '#xml';
import { type Exempt, replyWith } from '../../enforcement/index.ts';
import {
  answerIq,
  catalog,
  discoInfo,
  discoItems,
  type IqService,
  ping,
  takePresenceFromPeer,
  takeRoomIq,
  takeRoomPresence,
  version,
} from '../../services/index.ts';
import type { Jid } from '../../xmpp/index.ts';
import { answer } from '../answer.ts';
import type { ImDomain } from '../im-domain.ts';
import { passIqOn } from '../pass-iq-on.ts';
import type { RemoteSession } from './remote-session.ts';

/** What is answered for a domain of ours, or an account, to users of others: nothing that is an account's own. */
const services: readonly IqService[] = [ping, version, discoInfo, discoItems, catalog];

/** A presence or an iq from a peer, already known to carry no label. */
export function takeUnlabelled(sender: RemoteSession, message: Exempt, domain: ImDomain): void {
  const { kind, to } = message.stanza;
  if (to === undefined) return;
  if (domain.rules.peers.has(to.domain)) {
    takeToPeer(sender, message, to, domain);
    return;
  }
  const isForRooms = domain.rooms.serves(to.domain);
  if (kind === 'iq')
    answer(
      sender,
      isForRooms ? takeRoomIq(sender, message, domain) : takeIq(sender, message, domain),
      domain,
    );
  else if (isForRooms) answer(sender, takeRoomPresence(sender, message, domain), domain);
  else takePresenceFromPeer(sender, message, domain);
}

/** From a component to a peer, or the other way: it is theirs to answer, and nobody's here to do so in their name. */
function takeToPeer(sender: RemoteSession, message: Exempt, to: Jid, domain: ImDomain): void {
  if (message.stanza.kind === 'iq') answer(sender, passIqOn(sender, message, to, domain), domain);
  else domain.federation?.send(message);
}

/** To a session of ours, or answered for an account or by the domain. Source: RFC 6121 §8.5; RFC 6120 §8.2.3. */
function takeIq(session: RemoteSession, iq: Exempt, domain: ImDomain): Exempt | undefined {
  const { stanza } = iq;
  const { to } = stanza;
  if (to !== undefined && to.local !== '' && to.resource !== '') return passIqOn(session, iq, to, domain);
  // The server itself asks peers for nothing
  if (stanza.type === 'result') return undefined;
  const [payload] = childElements(stanza.element);
  if (payload === undefined) return replyWith(stanza, { condition: 'bad-request' }, domain.rules);
  const at = to?.local === '' ? 'server' : 'other-account';
  return answerIq(services, { stanza, payload, session, at }, domain);
}
