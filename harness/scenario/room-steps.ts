import { z } from 'zod';
import { acceptedShape, actorName, condition, nickname, roomName } from './step-words.ts';

const conditions = z.array(condition).min(1);

/** Fields of the owner's form by their `var`, with the placeholders of a probe: `true` is 1, a list several values. */
const config = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));

/** Fields that not every server has: submitted where the form has them. */
const optional = config.default({});

/**
 * A room is made: its owner enters it and submits its form, with these fields or, without any, as it is (an instant room);
 * then come affiliations. It is preparation: where it fails, the part ends here, inconclusive, unless a refusal is what is
 * expected.
 *
 * Source: XEP-0045 §10.1, §9.3, §10.6.
 */
export const room = z.strictObject({
  name: roomName,
  owner: actorName,
  /** Left out: the actor's name. */
  nick: nickname.optional(),
  config: config.default({}),
  optional,
  owners: z.array(actorName).default([]),
  admins: z.array(actorName).default([]),
  members: z.array(actorName).default([]),
  outcasts: z.array(actorName).default([]),
  /** `refused`: the service lets nobody make it, or does not take its form. */
  expect: z.enum(['made', 'refused']).default('made'),
  condition: conditions.optional(),
});

/** Somebody submits some fields of the form of a room that exists. A field that the form does not have: inconclusive. */
export const configure = z.strictObject({
  actor: actorName,
  room: roomName,
  config: config.refine((fields) => Object.keys(fields).length > 0, 'name a field'),
  optional,
  expect: z.enum(['done', 'refused']),
  condition: conditions.optional(),
});

/** Words by field, which stand for the room's and for labels as in a probe's texts. */
const words = z.record(z.string(), z.array(z.string())).default({});

/**
 * What an owner is shown in the form of a room, field by field, by their `var`. A field that is named and not there is a
 * failure. No value and an empty one are the same.
 *
 * Source: XEP-0045 §10.2; XEP-0004 §3.2.
 */
export const form = z.strictObject({
  actor: actorName,
  room: roomName,
  /** Fields that are there, whatever they are set to. */
  has: z.array(z.string()).default([]),
  /** What a field is set to: these values and no others, in any order. */
  values: words,
  /** Values that somebody can choose in a field, and those that they cannot; what it is set to counts too. */
  offers: words,
  lacks: words,
});

/**
 * An actor enters a room. Entered: the others' presence came, then its own, then history, then the subject. Refused: one
 * presence error, and nothing else of the room, before or after it.
 *
 * Source: XEP-0045 §7.1, §7.2.
 */
export const enter = z.strictObject({
  actor: actorName,
  room: roomName,
  /** Left out: the actor's name. */
  nick: nickname.optional(),
  password: z.string().optional(),
  /** How much history it asks for (XEP-0045 §7.2.14). */
  history: z
    .strictObject({
      maxstanzas: z.number().int().min(0).optional(),
      maxchars: z.number().int().min(0).optional(),
      seconds: z.number().int().min(0).optional(),
      since: z.iso.datetime({ offset: true }).optional(),
    })
    .optional(),
  expect: z.enum(['entered', 'refused']),
  /** What the error may be. Left out, both of them: what the profile of the run takes for a refusal to enter. */
  condition: conditions.optional(),
  type: z.array(z.enum(['auth', 'modify', 'cancel', 'wait'])).optional(),
  /** Type and condition together. Left out, as condition and type are: `joins` of the profile. */
  accepts: z.array(acceptedShape).optional(),
  /** XML text that must occur in the error (after normalisation of quotes), with `${domain}` and its like. */
  contains: z.array(z.string()).default([]),
  /** Messages that the history holds, and those that it does not, by the words that earlier probes remember them under. */
  holds: z.array(z.string()).default([]),
  lacks: z.array(z.string()).default([]),
  /** So many messages are in the history, controls and fences among them. */
  replayed: z.number().int().min(0).optional(),
});

/** An occupant leaves a room, and is told that it has. */
export const leave = z.strictObject({ actor: actorName, room: roomName });

/** Status codes of which one must be there: `['307', '321']`. */
const anyStatus = z.array(z.string().regex(/^\d{3}$/, 'a status code has three digits')).min(1);

/**
 * What a room has told an occupant of those in it, itself among them, by nick, since it entered, up to here: the last
 * presence of each counts.
 */
export const occupants = z.strictObject({
  at: actorName,
  room: roomName,
  here: z.array(nickname).default([]),
  /** Were there, and are there no longer. */
  gone: z.array(nickname).default([]),
  /** Of whom nothing was ever told. */
  unseen: z.array(nickname).default([]),
  /** By nick: one of these codes is in the last presence. */
  status: z.record(nickname, anyStatus).default({}),
});

/**
 * Has the room told an occupant, in a message of its own with one of these status codes, that something changed? Since the
 * occupant entered, or the `notice` step about the same room before.
 */
export const notice = z.strictObject({
  at: actorName,
  room: roomName,
  status: anyStatus,
  expect: z.enum(['seen', 'unseen']),
});

export type Room = z.infer<typeof room>;
export type Configure = z.infer<typeof configure>;
export type Form = z.infer<typeof form>;
export type Enter = z.infer<typeof enter>;
export type Leave = z.infer<typeof leave>;
export type Occupants = z.infer<typeof occupants>;
export type Notice = z.infer<typeof notice>;
