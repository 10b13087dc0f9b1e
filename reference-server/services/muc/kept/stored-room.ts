import { z } from 'zod';
import { parseJid } from '../../../xmpp/index.ts';
import type { Room } from '../room.ts';
import type { RoomConfig } from '../room-config.ts';

/** A room as text: all of it but who is in it and what was said. */
const storedRoom = z.strictObject({
  config: z.strictObject({
    name: z.string(),
    description: z.string(),
    language: z.string(),
    isPersistent: z.literal(true),
    isPublic: z.boolean(),
    isModerated: z.boolean(),
    isMembersOnly: z.boolean(),
    password: z.string(),
    whois: z.enum(['moderators', 'anyone']),
    canChangeSubject: z.boolean(),
    canInvite: z.boolean(),
    privateMessages: z.enum(['anyone', 'participants', 'moderators', 'none']),
    maxOccupants: z.int(),
    historyLength: z.int(),
    showsRoles: z.array(z.enum(['moderator', 'participant', 'visitor'])),
  }),
  labels: z.strictObject({
    clearance: z.array(z.string()).exactOptional(),
    customClearance: z.string().exactOptional(),
    access: z.string().exactOptional(),
    displayed: z.string().exactOptional(),
    custom: z.array(z.enum(['access', 'displayed'])).exactOptional(),
  }),
  maker: z.string().exactOptional(),
  affiliations: z.record(z.string(), z.enum(['owner', 'admin', 'member', 'outcast'])),
  reservedNicks: z.record(z.string(), z.string()),
  banReasons: z.record(z.string(), z.string()),
  subject: z
    .strictObject({
      text: z.string(),
      lang: z.string().exactOptional(),
      by: z.string().transform((text, context) => {
        const jid = parseJid(text);
        if (jid !== undefined) return jid;
        context.addIssue({ code: 'custom', message: 'not an address' });
        return z.NEVER;
      }),
      at: z.iso.datetime().transform((text) => new Date(text)),
      held: z.string().exactOptional(),
    })
    .exactOptional(),
});

/** What a room is to be found as again. */
export function storedText({
  config,
  labels,
  maker,
  affiliations,
  reservedNicks,
  banReasons,
  subject,
}: Room): string {
  return JSON.stringify({
    config: { ...config, showsRoles: [...config.showsRoles] },
    labels,
    maker,
    affiliations: Object.fromEntries(affiliations),
    reservedNicks: Object.fromEntries(reservedNicks),
    banReasons: Object.fromEntries(banReasons),
    subject: subject && { ...subject, by: subject.by.full },
  });
}

/**
 * Makes a room what it was.
 *
 * @throws when the text is not what `storedText` wrote; the room is then as it was before
 */
export function restoreRoom(room: Room, text: string): void {
  const { config, labels, maker, affiliations, reservedNicks, banReasons, subject } = storedRoom.parse(
    JSON.parse(text),
  );
  room.config = { ...config, showsRoles: new Set(config.showsRoles) } satisfies RoomConfig;
  room.labels = labels;
  room.maker = maker;
  room.isLocked = false;
  room.isStored = true;
  for (const [user, affiliation] of Object.entries(affiliations)) room.affiliations.set(user, affiliation);
  for (const [user, nick] of Object.entries(reservedNicks)) room.reservedNicks.set(user, nick);
  for (const [user, reason] of Object.entries(banReasons)) room.banReasons.set(user, reason);
  room.subject = subject;
}
