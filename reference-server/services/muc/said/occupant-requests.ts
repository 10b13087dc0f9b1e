import { randomUUID } from 'node:crypto';
import type { Jid } from '../../../xmpp/index.ts';

/** A request of one occupant's session to another's, which it may answer once. */
export interface OccupantRequest {
  readonly asker: Jid;
  /** As the asker wrote it. */
  readonly id: string;
  readonly answerer: Jid;
}

/** Requests of one session that wait for their answers; the oldest is forgotten first. */
const maxWaiting = 32;

/**
 * What occupants of a room have asked each other and not been answered. Each goes by an id of the room's own: several sessions of a
 * nickname may use the same, and an id is a word of its writer.
 */
export class OccupantRequests {
  readonly #byAsker = new Map<string, Map<string, OccupantRequest>>();

  /** The id that it goes by. */
  note(request: OccupantRequest): string {
    const own = this.#byAsker.get(request.asker.full) ?? new Map<string, OccupantRequest>();
    this.#byAsker.set(request.asker.full, own);
    for (const oldest of own.keys()) {
      if (own.size < maxWaiting) break;
      own.delete(oldest);
    }
    const id = randomUUID();
    own.set(id, request);
    return id;
  }

  /** The request that this session answers by that id; from now on it is answered. */
  settle(id: string, answerer: Jid): OccupantRequest | undefined {
    for (const own of this.#byAsker.values()) {
      const request = own.get(id);
      if (request?.answerer.full !== answerer.full) continue;
      own.delete(id);
      return request;
    }
    return undefined;
  }

  /** What this session was asked and has not answered, and will not: it is gone. From now on it is answered. */
  takeAskedOf(answerer: Jid): OccupantRequest[] {
    const asked: OccupantRequest[] = [];
    for (const own of this.#byAsker.values()) {
      for (const [id, request] of own) {
        if (request.answerer.full !== answerer.full) continue;
        own.delete(id);
        asked.push(request);
      }
    }
    return asked;
  }

  /** The session is gone: nobody waits for its answers. */
  forget(asker: Jid): void {
    this.#byAsker.delete(asker.full);
  }
}
