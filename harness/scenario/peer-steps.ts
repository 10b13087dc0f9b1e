import { z } from 'zod';
import { actorName, address, condition, labelName } from './step-words.ts';

/** A domain of another server. */
const peerDomain = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a peer is a domain, as in b.test');

/**
 * How a server that the harness plays takes and opens streams from now on; its streams end before that, in good order. It is a setting,
 * and claims nothing.
 */
export const peer = z
  .strictObject({
    at: peerDomain,
    /**
     * `up`: as any server. `held`: it is connected to, and answers nothing until it is `up`. `mute`: it never answers. `down`: it cuts each
     * connection. `unknown`: the name server knows no such domain, and it is down. `misnamed`, `expired`: so is its certificate.
     */
    is: z.enum(['up', 'held', 'mute', 'down', 'unknown', 'misnamed', 'expired']).optional(),
    /** Both directions on one stream (XEP-0288): offered, and asked for. */
    bidi: z.boolean().optional(),
    /** It and others know each other by dialback alone (XEP-0220), not by certificates. */
    by: z.literal('dialback').optional(),
    /** What it sends goes as a further pair of domains on the streams of this one (XEP-0220 §2.6). */
    rides: peerDomain.optional(),
    /** Its streams end now: `cut`, without a word. */
    streams: z.enum(['cut', 'closed']).optional(),
  })
  .refine((settings) => Object.keys(settings).length > 1, 'say how it is');

/** The error that somebody at a peer answers a message with. */
const peerError = z.strictObject({
  condition: condition.default('service-unavailable'),
  type: z.enum(['auth', 'modify', 'cancel', 'wait', 'continue']).default('cancel'),
  /** What of the message it repeats: ejabberd repeats all. Left out: nothing. */
  holds: z.array(z.enum(['label', 'body'])).default([]),
  /** It carries this label besides. */
  labelled: labelName.optional(),
});

/**
 * A message to a peer, which comes back as an error. What the sender then gets is one error with nothing of the message in it, or
 * nothing; and the peer, which has sent an error, hears nothing of that.
 *
 * Messages in both directions before and after it show that what does not come would have come.
 */
export const bounced = z.strictObject({
  from: actorName,
  to: address,
  /** Who gets it, and answers; left out: the actor in `to`. */
  at: actorName.optional(),
  type: z.enum(['normal', 'chat', 'headline', 'groupchat']).default('chat'),
  label: labelName.default('none'),
  /**
   * `lost`: the peer cuts the connection when the message has come, and is down from then on. `none`: nobody gets it, because a step before
   * says so of the peer; the server itself has to tell.
   */
  error: z.union([peerError, z.enum(['lost', 'none'])]).prefault({}),
  /** It answers whatever bears the message's id, errors too, so many times at most. */
  forever: z.literal(true).optional(),
  /** Label of the messages before and after, in both directions. */
  fence: labelName.default('A-U'),
  /** `error`: once, and with nothing of the message. `either`: that or nothing. */
  expect: z.enum(['error', 'nothing', 'either']),
  /** What the sender's error may say; left out: any defined condition. */
  condition: z.array(condition).min(1).optional(),
});

/**
 * A new stream from an actor's domain, which shows a certificate of somebody's and asks to be let in by it, offered or not.
 *
 * Source: RFC 6120 §13.7.2; XEP-0178 §3.
 */
export const stream = z.strictObject({
  from: actorName,
  /** The domain that the certificate is for. */
  certificate: peerDomain,
  expect: z.enum(['accepted', 'refused']),
});

/**
 * A refused message has the server connect to nobody and ask no name server. There is no stream to the peer yet. A message to
 * somebody at another peer (`via`), to which there is none either, is the fence: until that has got there, nothing was done
 * about the first. Then a permitted message to the same address gets there, and the connection for that is seen.
 */
export const quiet = z.strictObject({
  from: actorName,
  to: actorName,
  label: labelName,
  via: actorName,
  fence: labelName.default('A-U'),
});

export type Peer = z.infer<typeof peer>;
export type Bounced = z.infer<typeof bounced>;
export type Stream = z.infer<typeof stream>;
export type Quiet = z.infer<typeof quiet>;

/** Who answers the message with an error; `undefined`: nobody is named. */
export function answererOf({ to, at }: Pick<Bounced, 'to' | 'at'>): string | undefined {
  if (at !== undefined) return at;
  if (typeof to === 'string') return to;
  return 'bare' in to ? to.bare : undefined;
}
