import { z } from 'zod';

/** The name of an actor, as the scenario's `actors` has it. */
export const actorName = z.string().regex(/^[a-z][a-z0-9-]*$/, 'an actor is a lower-case word');

/** A room: `ops` of the first room domain (`muc.` before the domain under test), `ops@muc2.a.test` as it stands. */
export const roomName = z
  .string()
  .regex(/^[a-z0-9._-]+(@[a-z0-9.-]+)?$/, 'a room is a lower-case word, or a whole address');

/** What an occupant is called in a room. */
export const nickname = z.string().min(1);

/**
 * Who is written to: an actor's session (its full JID), the account of an actor (`{bare: rita}`), a room (`{room: ops}`) or
 * one of its occupants (`{room: ops, nick: rita}`), or a JID as it stands.
 */
export const address = z.union([
  actorName,
  z.strictObject({ bare: actorName }).describe("the actor's bare JID"),
  z
    .strictObject({ room: roomName, nick: nickname.optional() })
    .describe('a room, or the occupant of that nick in it'),
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

/** A refusal by the type and condition of its error: `auth/forbidden`. */
export const acceptedShape = z
  .string()
  .regex(/^(auth|modify|cancel|wait|continue)\/[a-z-]+$/, 'write type/condition, as in auth/forbidden');

export type Address = z.infer<typeof address>;

/** The address of a room; `domain` is the one under test. */
export function roomAddress(room: string, domain: string): string {
  return room.includes('@') ? room : `${room}@muc.${domain}`;
}
