import { z } from 'zod';
import { actorName } from './step-words.ts';

/** An actor of kind raw asks its server to manage its stream (XEP-0198 §3), so that the session can be resumed. */
export const enable = z.strictObject({
  actor: actorName,
  /** The longest for which the session should wait for its client, in seconds. Left out: the server's choice. */
  max: z.number().int().min(1).optional(),
});

/** The server's count of what came from the actor is that of what the actor has sent, refused stanzas too. */
export const counted = z.strictObject({ actor: actorName });

/** The actor acknowledges what has come to it, and no more: the stream goes on. */
export const acknowledge = z.strictObject({ actor: actorName });

/**
 * An actor resumes a session whose connection was cut by `drop`, from wherever the actor is. What is sent to the session
 * meanwhile is looked for at this actor.
 */
export const resume = z.strictObject({
  actor: actorName,
  /** Whose session was cut; left out: the actor's own. */
  of: actorName.optional(),
  /** What the client says that it has: all that came, and then nothing comes twice; or what it last acknowledged. */
  has: z.enum(['all', 'acknowledged']).default('all'),
  expect: z.enum(['resumed', 'refused']).default('resumed'),
});

export type Enable = z.infer<typeof enable>;
export type Counted = z.infer<typeof counted>;
export type Acknowledge = z.infer<typeof acknowledge>;
export type Resume = z.infer<typeof resume>;
