import { z } from 'zod';
import { actorName, address, condition, labelName, roomName, syntax } from './step-words.ts';

/** Who sends it; left out: the step's own `from`. */
const from = actorName.optional();

/**
 * One stanza that is sent to see what comes back: an object with one key, and a `note` for the reader of a failure, where
 * the stanza does not say what it stands for.
 */
const stimulus = z.union([
  z.strictObject({
    message: z.strictObject({
      from,
      to: address,
      type: z.enum(['normal', 'chat', 'headline', 'groupchat']).default('chat'),
      label: labelName.default('none'),
      syntax,
      /** Raw XML instead of the label, with the placeholders of a probe. */
      payload: z.string().optional(),
    }),
    note: z.string().optional(),
  }),
  z.strictObject({
    iq: z.strictObject({
      from,
      /** Left out: no `to`, the account itself. */
      to: address.optional(),
      type: z.enum(['get', 'set']).default('get'),
      payload: z.string(),
    }),
    note: z.string().optional(),
  }),
  z.strictObject({
    presence: z.strictObject({
      from,
      to: address.optional(),
      /** Left out: available. */
      type: z
        .enum(['unavailable', 'subscribe', 'subscribed', 'unsubscribe', 'unsubscribed', 'probe'])
        .optional(),
    }),
    note: z.string().optional(),
  }),
  z.strictObject({
    catalog: z.strictObject({
      from,
      /** For whom: the `to` of `<catalog/>`. */
      for: address,
      /** Where the iq goes; left out: the domain. */
      to: address.default({ jid: '${domain}' }),
    }),
    note: z.string().optional(),
  }),
  z.strictObject({
    stanza: z.strictObject({
      from,
      to: address.optional(),
      /** The whole stanza, raw, with the placeholders of a probe. */
      text: z.string(),
    }),
    note: z.string().optional(),
  }),
]);

/**
 * Several stanzas one after the other, a ping to the sender's server after each. What comes back to the sender is compared
 * once ids, nonces, times and the addresses of the two ends are taken out: to the last byte the same, or not.
 */
export const alike = z.strictObject({
  from: actorName,
  /** The room through which they go: it answers a ping of the sender's too, before the server does. */
  room: roomName.optional(),
  probes: z.array(stimulus).min(2),
  /** `different`: not all are the same. `first-like-another`: the first is the same as one of the others. */
  expect: z.enum(['same', 'different', 'first-like-another']),
  /** In every answer: nothing to be seen, or an error with one of these conditions. Left out: whatever it is. */
  answer: z.union([z.literal('silence'), z.strictObject({ condition: z.array(condition) })]).optional(),
});

/**
 * Does the time of an answer tell one case from another? Every case is tried `trials` times, in turn; the time runs until
 * the error or the result, or, where none comes, until the ping after it is answered. Two cases are told apart when their
 * means differ by more than `effectMs` and Welch's t-test gives less than 1e-6; the figures are in the report either way.
 */
export const timing = z.strictObject({
  from: actorName,
  cases: z.record(z.string(), stimulus).refine((cases) => Object.keys(cases).length >= 2, 'give two cases'),
  trials: z.number().int().min(2).max(5000).default(500),
  effectMs: z.number().positive().default(20),
});

/**
 * How much of a recipient's clearance does its sender learn by trying? A label tells if all labels that were answered like
 * it had the same fate. Reported; compared only where a number is given.
 */
export const learns = z.strictObject({
  from: actorName,
  to: actorName,
  labels: z.array(labelName).min(2),
  fence: labelName.default('A-U'),
  /** Labels whose fate the errors tell. */
  byErrors: z.number().int().min(0).optional(),
  /** Labels whose fate the catalog for the recipient tells. */
  byCatalog: z.number().int().min(0).optional(),
});

/**
 * Does content get through where no label is checked? Control, the stanza, fence, as in a probe. Reported; compared only
 * where something is expected. In a `room` control and fence go to all in it, and both are there.
 */
export const channel = z.strictObject({
  from: actorName,
  to: actorName,
  /** What the channel is, for the report: `a version request`. */
  name: z.string(),
  /** The whole stanza, raw, with the placeholders of a probe; `${nonce}` is the content. */
  stanza: z.string().includes('${nonce}', { message: 'write `${nonce}` where the content stands' }),
  fence: labelName.default('A-U'),
  room: roomName.optional(),
  /** Where the content does not come by itself: what `to` asks afterwards, and may find it in the answer. */
  asks: z.strictObject({ to: address, payload: z.string() }).optional(),
  expect: z.enum(['open', 'closed', 'either']).default('either'),
});

export type Stimulus = z.infer<typeof stimulus>;
export type Alike = z.infer<typeof alike>;
export type Timing = z.infer<typeof timing>;
export type Learns = z.infer<typeof learns>;
export type Channel = z.infer<typeof channel>;

/** A stimulus without its key: who sends what where. */
export function senderOf(one: Stimulus, from: string): string {
  return contentOf(one).from ?? from;
}

/** Where a stimulus is sent; `undefined`: to no address. A catalog request is about the address that it is for. */
export function addressOf(one: Stimulus): z.infer<typeof address> | undefined {
  return 'catalog' in one ? one.catalog.for : contentOf(one).to;
}

function contentOf(one: Stimulus): {
  readonly from?: string | undefined;
  readonly to?: z.infer<typeof address> | undefined;
} {
  if ('message' in one) return one.message;
  if ('iq' in one) return one.iq;
  if ('presence' in one) return one.presence;
  return 'catalog' in one ? one.catalog : one.stanza;
}
