import { childElements } from '#xml';
import {
  checkRoomAccess,
  checkRoomDomain,
  type Exempt,
  ownStanza,
  refuseVisitor,
  replyWith,
} from '../../enforcement/index.ts';
import type { Host } from '../host.ts';
import type { Session } from '../im/sessions.ts';
import { resultOf, unavailable } from '../iq.ts';
import { administer } from './admin.ts';
import { listPeople } from './admin-lists.ts';
import { limitsAt } from './limits.ts';
import { occupantIq } from './occupant-iq.ts';
import { configure } from './owner.ts';
import { register } from './registration.ts';
import type { RoomRequest, RoomService } from './room-service.ts';

/** What a room answers: one entry a request. */
const roomServices: readonly RoomService[] = [configure, administer, listPeople, register];

/**
 * An iq to a domain of rooms, a room or one of its occupants. Who may not know of the place is answered as at every other one
 * that is closed; a room that is not there, as XEP-0030 has it. Gives the answer, if there is one.
 */
export function takeRoomIq(session: Session, { stanza }: Exempt, host: Host): Exempt | undefined {
  const { to } = stanza;
  if (to === undefined) return undefined;
  const { rules, audit } = host;
  const denied =
    to.local === ''
      ? checkRoomDomain(session, to.domain, rules)
      : checkRoomAccess(session, to.domain, limitsAt(to, rules), rules);
  if (denied !== undefined) return refuseVisitor(stanza, denied, rules, audit);
  const room = host.rooms.at(to);
  if (to.resource !== '' && room !== undefined) return occupantIq({ session, stanza, room }, host);
  const [payload] = childElements(stanza.element);
  if (stanza.type === 'result') return undefined;
  if (payload === undefined) return replyWith(stanza, { condition: 'bad-request' }, rules);
  if (room === undefined) return replyWith(stanza, { condition: 'item-not-found' }, rules);
  return answerFrom(roomServices, { stanza, payload, session, room }, host);
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
