import { z } from 'zod';

/** The name of an actor, as the scenario's `actors` has it. */
export const actorName = z.string().regex(/^[a-z][a-z0-9-]*$/, 'an actor is a lower-case word');

/** Who is written to: an actor's session (its full JID), the account of an actor (`{bare: rita}`), or a JID as it stands. */
export const address = z.union([
  actorName,
  z.strictObject({ bare: actorName }).describe("the actor's bare JID"),
  z.strictObject({ jid: z.string() }).describe('a JID as it stands; ${domain} is the domain under test'),
]);

/** A label fixture by name (`A-S`); `none`: no securitylabel; `empty`: `<label/>`, the explicit "use the default". */
export const labelName = z.string().min(1);

/**
 * How the tested message is labelled: `ess` and `stanag4774` inside the `<label/>` of XEP-0258, `stanag4778` by a
 * `<BindingData/>` of its own. Control and fence are always ESS.
 */
export const syntax = z.enum(['ess', 'stanag4774', 'stanag4778']).default('ess');

/** RFC 6120 §8.3.3 conditions by their element names. */
export const condition = z.string().regex(/^[a-z-]+$/);

export type Address = z.infer<typeof address>;
