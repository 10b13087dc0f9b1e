import { z } from 'zod';
import { actorName, address, labelName } from './step-words.ts';

const presenceType = z.enum([
  'available',
  'unavailable',
  'subscribe',
  'subscribed',
  'unsubscribe',
  'unsubscribed',
  'probe',
  'error',
]);

/** Types of presence by the session that looks for them. */
const views = z.record(actorName, z.array(presenceType).min(1)).default({});

/**
 * A presence is sent, and what presence comes of it within the step. Control and fence, as in a probe, reach every session
 * that is looked at, and the one in `to`; where the sender itself is looked at, a permitted message comes back from there.
 *
 * Other sessions look for presence of the sender's account, the sender for presence of the account in `to`. A broadcast that
 * is seen must be this one; what must not be seen is any of the type, there or when the session next comes online, and this
 * one to the end of the scenario.
 */
export const presence = z
  .strictObject({
    from: actorName,
    type: presenceType.exclude(['error']).default('available'),
    /** Left out: to everybody who watches. */
    to: address.optional(),
    /** It carries this label. */
    label: labelName.default('none'),
    seen: views,
    unseen: views,
    /** Label of control and fence; `ping`: a ping to the other session instead, where no label may pass. */
    fence: labelName.default('A-U'),
  })
  .refine(({ seen, unseen }) => Object.keys(seen).length + Object.keys(unseen).length > 0, {
    path: ['seen'],
    message: 'say who sees what, in `seen` or `unseen`; for its effect alone, use `send`',
  })
  .refine(({ from, to, seen, unseen }) => to !== undefined || !(from in seen || from in unseen), {
    path: ['to'],
    message: 'the sender looks for presence of the account in `to`; write it',
  });

/**
 * Up to here, these sessions have seen nothing of the message that an earlier probe remembers under this word, though
 * control and fence of that probe have come. It may still come later.
 */
export const unseen = z.strictObject({ message: z.string(), at: z.array(actorName).min(1) });

export type Presence = z.infer<typeof presence>;
export type PresenceType = z.infer<typeof presenceType>;
export type Unseen = z.infer<typeof unseen>;

/** The sessions that look, without the sender's own. */
export function viewersOf({ from, seen, unseen: none }: Presence): string[] {
  return [...new Set([...Object.keys(seen), ...Object.keys(none)])].filter((name) => name !== from);
}

/** The actor whose account is in `to`, if one's is. */
export function counterpartOf({ from, to }: Presence): string | undefined {
  const name = typeof to === 'string' ? to : to && 'bare' in to ? to.bare : undefined;
  return name === from ? undefined : name;
}

/** Does the sender look for presence itself? */
export function looksItself({ from, seen, unseen: none }: Presence): boolean {
  return from in seen || from in none;
}
