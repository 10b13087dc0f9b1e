import { childElements } from '#xml';
import { type Exempt, replyAbsent } from '../../enforcement/index.ts';
import {
  answerIq,
  discoInfo,
  discoItems,
  type IqService,
  ping,
  takeRoomIq,
  takeRoomPresence,
  version,
} from '../../services/index.ts';
import { answer } from '../answer.ts';
import type { ImDomain } from '../im-domain.ts';
import type { RemoteSession } from './remote-session.ts';

/** What a domain of ours tells users of others. */
const services: readonly IqService[] = [ping, version, discoInfo, discoItems];

/** A presence or an iq from a peer, already known to carry no label. */
export function takeUnlabelled(sender: RemoteSession, message: Exempt, domain: ImDomain): void {
  const { stanza } = message;
  if (stanza.to === undefined) return;
  const isForRooms = domain.rooms.serves(stanza.to.domain);
  if (stanza.kind === 'presence') {
    if (isForRooms) answer(sender, takeRoomPresence(sender, message, domain), domain);
    return;
  }
  const isRequest = stanza.type === 'get' || stanza.type === 'set';
  if (isForRooms) answer(sender, takeRoomIq(sender, message, domain), domain);
  else if (isRequest) answer(sender, answerToPeer(sender, message, domain), domain);
}

function answerToPeer(session: RemoteSession, { stanza }: Exempt, domain: ImDomain): Exempt | undefined {
  const [payload] = childElements(stanza.element);
  if (payload === undefined || stanza.to?.local !== '') return replyAbsent(stanza, domain.rules);
  return answerIq(services, { stanza, payload, session, at: 'server' }, domain);
}
