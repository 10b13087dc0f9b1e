import { childElements, childOf } from '#xml';
import {
  checkRoomAccess,
  checkRoomDomain,
  type Exempt,
  ownStanza,
  refuseVisitor,
  replyWith,
} from '../../enforcement/index.ts';
import type { Stanza } from '../../xmpp/index.ts';
import { infoNamespace } from '../disco/server-features.ts';
import type { Host } from '../host.ts';
import type { Session } from '../im/sessions.ts';
import { answerIq, resultOf, unavailable } from '../iq.ts';
import { limitsAt } from './limits.ts';
import { configure } from './owners/owner.ts';
import { administer } from './people/admin.ts';
import { listPeople } from './people/admin-lists.ts';
import { register } from './people/registration.ts';
import type { Room } from './room.ts';
import { roomCatalog, roomInfo, roomItems } from './room-disco.ts';
import { domainServices } from './room-domain.ts';
import type { RoomRequest, RoomService } from './room-service.ts';
import { occupantIq } from './said/occupant-iq.ts';

/** What a room answers: one entry a request. */
const roomServices: readonly RoomService[] = [
  roomInfo,
  roomItems,
  roomCatalog,
  configure,
  administer,
  listPeople,
  register,
];

/**
 * An iq to a domain of rooms, a room or one of its occupants. Who may not know of the place is answered as at every other one
 * that is closed; of a room, as one that is not there (XEP-0030 §8). Gives the answer, if there is one.
 */
export function takeRoomIq(session: Session, { stanza }: Exempt, host: Host): Exempt | undefined {
  const { to } = stanza;
  if (to === undefined) return undefined;
  const { rules, audit } = host;
  const denied = checkRoomDomain(session, to.domain, rules);
  if (denied !== undefined) return refuseVisitor(stanza, denied, rules, audit);
  const room = knownRoom(session, stanza, host);
  if (to.resource !== '' && room !== undefined) return occupantIq({ session, stanza, room }, host);
  const [payload] = childElements(stanza.element);
  if (stanza.type === 'result') return undefined;
  if (payload === undefined) return replyWith(stanza, { condition: 'bad-request' }, rules);
  if (to.local === '') return answerIq(domainServices, { stanza, payload, session, at: 'server' }, host);
  if (room === undefined) return replyWith(stanza, { condition: 'item-not-found' }, rules);
  return answerFrom(roomServices, { stanza, payload, session, room }, host);
}

/**
 * The room that an iq is for, as whoever sent it may know of it: one that is closed to the sender, or that its owner has not opened
 * yet, is not there.
 */
function knownRoom(session: Session, stanza: Stanza, host: Host): Room | undefined {
  const { to, element: iq } = stanza;
  const { rules, audit } = host;
  const room = to && host.rooms.at(to);
  if (to === undefined || room === undefined) return undefined;
  const isShown = childOf(iq, infoNamespace, 'query') !== undefined && rules.faults.has('disco.rooms');
  const refusal = isShown ? undefined : checkRoomAccess(session, to.domain, limitsAt(to, rules), rules);
  if (refusal !== undefined) audit(stanza, refusal);
  const isOpen = !room.isLocked || room.affiliationOf(session.jid.bare) === 'owner';
  return refusal === undefined && isOpen ? room : undefined;
}

function answerFrom(services: readonly RoomService[], request: RoomRequest, host: Host): Exempt | undefined {
  const { stanza, payload } = request;
  const service = services.find(
    ({ type = stanza.type, name, namespace }) =>
      type === stanza.type && name === payload.name && namespace === payload.namespace,
  );
  const answer = service === undefined ? unavailable : service.answer(request, host);
  return answer !== undefined && 'condition' in answer
    ? replyWith(stanza, answer, host.rules)
    : ownStanza(resultOf(stanza, answer));
}
