import { z } from 'zod';
import { actorName, roomName } from './step-words.ts';

/**
 * An actor reads an archive from its beginning to its end, page by page: its own, or that of a room. The answer that says that it is
 * complete comes after all that is in it, and so proves what is not.
 *
 * Source: XEP-0313 §4, §4.3.2.
 */
export const archive = z.strictObject({
  actor: actorName,
  /** The archive of this room, whether the actor is in it or not; left out: the actor's own. */
  room: roomName.optional(),
  /** So many messages are asked for at a time. */
  page: z.number().int().min(1).max(50).default(50),
  /** Messages that it holds, once each and as they were sent, and those that it does not, by the words that earlier probes remember them under. */
  holds: z.array(z.string()).min(1),
  lacks: z.array(z.string()).default([]),
});

export type Archive = z.infer<typeof archive>;
