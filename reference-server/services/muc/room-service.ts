import type { Element } from '#xml';
import type { Stanza, StanzaError } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import type { Session } from '../im/sessions.ts';
import type { Room } from './room.ts';

/** An iq of type get or set for a room, from one of our sessions that may know of the room. */
export interface RoomRequest {
  readonly stanza: Stanza;
  readonly payload: Element;
  readonly session: Session;
  readonly room: Room;
}

/** One thing that a room answers: found by the type of the iq and the name of its payload. */
export interface RoomService {
  /** Left out: either. */
  readonly type?: 'get' | 'set';
  readonly namespace: string;
  readonly name: string;
  /** The payload of the result, `undefined` for an empty one, or an error. */
  answer(request: RoomRequest, host: Host): Element | StanzaError | undefined;
}
