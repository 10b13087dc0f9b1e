import { z } from 'zod';
import { actorName } from './step-words.ts';

/**
 * An actor of transport `bosh` comes from this address with its next request, and with those after it. A pause ends. What it
 * was sent in the pause is waited for.
 */
export const move = z.strictObject({ actor: actorName, address: z.ipv4() });

/** An actor of transport `bosh` asks for nothing until it moves: what it is sent has to wait at the server. */
export const pause = actorName;

export type Move = z.infer<typeof move>;
