import { z } from 'zod';
import { actorName, condition } from './step-words.ts';

const conditions = z.array(condition).min(1);

/**
 * An actor logs in anew, and its server is asked for one answer: a session counts as had only when a ping in it is
 * answered. An actor of a login that is refused is `online: false`.
 */
export const login = z.strictObject({
  actor: actorName,
  /** `wrong`: in place of the account's own, one that is not. */
  password: z.enum(['right', 'wrong']).default('right'),
  expect: z.enum(['accepted', 'refused']),
  /**
   * How it may be refused, by the conditions that are taken: by SASL, in answer to the bind request, or by a stream error,
   * before or right after the session is bound. Left out: in any of the ways of `usualRefusal`.
   */
  refusal: z
    .strictObject({
      sasl: conditions.optional(),
      bind: conditions.optional(),
      stream: conditions.optional(),
      /** The server may shut the connection before a stream begins, as one that it does not even talk to. */
      connection: z.literal('shut').optional(),
    })
    .optional(),
});

/** Whether an actor's session, bound before, still lives: it answers a ping, or the server has ended it. */
export const session = z.strictObject({
  actor: actorName,
  expect: z.enum(['lives', 'ended']),
  /** Stream errors that the server may end it with. */
  with: conditions.default(['policy-violation', 'not-authorized']),
});

export type Login = z.infer<typeof login>;
export type Session = z.infer<typeof session>;

/** The ways in which a user may be told that there is no session for it. */
export const usualRefusal = {
  sasl: ['not-authorized', 'account-disabled'],
  bind: ['not-allowed', 'forbidden', 'not-authorized', 'policy-violation'],
  stream: ['policy-violation', 'not-authorized'],
} as const satisfies Required<Omit<NonNullable<Login['refusal']>, 'connection'>>;
