import { z } from 'zod';
import { archive } from './archive-step.ts';
import { certificateClaim } from './certificate-step.ts';
import { acknowledge, counted, enable, resume } from './management-steps.ts';
import { bounced, peer, quiet, stream } from './peer-steps.ts';
import { presence, unseen } from './presence-steps.ts';
import { move, pause } from './roaming-steps.ts';
import { configure, enter, form, leave, notice, occupants, room } from './room-steps.ts';
import { login, session } from './session-steps.ts';
import { acceptedShape, actorName, address, condition, labelName, roomName, syntax } from './step-words.ts';
import { alike, channel, learns, timing } from './stimuli.ts';

/** What a refusal must look like at its sender. Left out: section 4 of the requirements, lenient, silence allowed. */
const refusal = z.strictObject({
  type: z.array(z.enum(['auth', 'modify', 'cancel', 'wait'])).optional(),
  condition: z.array(condition).optional(),
  /** Type and condition together. Left out, as type and condition are: what the profile of the run accepts. */
  accepts: z.array(acceptedShape).optional(),
  /** The error may also be the one for a recipient who is not there: the message is only withheld from where one is. */
  asAbsent: z.boolean().optional(),
  /** May the server say nothing at all? A message: yes unless said otherwise. */
  silence: z.enum(['allowed', 'forbidden', 'required']).default('allowed'),
  /** The server may end the sender's stream instead, with one of these stream errors. Left out: the stream goes on. */
  endsStream: z.array(condition).optional(),
  /** XML text that must not occur in the error (after normalisation of quotes), with `${bare:ACTOR}` and its like. */
  lacks: z.array(z.string()).optional(),
});

/** What the delivered copy must show. Left out: the label that was sent, semantically the same. */
export const delivered = z.strictObject({
  label: labelName.optional().describe('a fixture name, or `none`: no securitylabel in the copy'),
  /** Text of `<displaymarking/>`. */
  marking: z.string().optional(),
  /** XML text that must occur (after normalisation of quotes) in the copy. */
  contains: z.array(z.string()).optional(),
  lacks: z.array(z.string()).optional(),
  /** Each of its labels is what was sent, element for element and character for character; markings, which servers may write anew, aside. */
  asWritten: z.literal(true).optional(),
  /** It has the `id` that was sent: what a room hands on (XEP-0045 §7.4). */
  sameId: z.literal(true).optional(),
  /** The one format of its label: a `<securitylabel/>` around ESS or STANAG 4774, or a `<BindingData/>`; there is none in another. */
  format: z.enum(['ess', 'stanag4774', 'stanag4778']).optional(),
  /** Exactly these labels stand beside it, in any syntax: equivalents (XEP-0258 §3), or alternatives (ADatP-4774.1 §4.2). */
  beside: z.array(labelName).optional(),
});

/**
 * Where control and fence differ from the tested message: what is left out is as there. For what a room hands on, it is the
 * way through the room that counts, and where nothing that the tested message is like may pass, something else must.
 */
const bracket = z.strictObject({
  /**
   * Another session sends them: the tested message's sender is refused whatever it says. The fence leaves when the room has
   * answered a ping that the sender sends it after the tested message (strength B).
   */
  from: actorName.optional(),
  to: address.optional(),
  type: z.enum(['normal', 'chat', 'headline', 'groupchat']).optional(),
  /** The whole stanza, raw, with the placeholders of a probe; it holds `${nonce}`. */
  stanza: z
    .string()
    .includes('${nonce}', { message: 'write `${nonce}` where the content stands' })
    .optional(),
});

/**
 * Control, stimulus, fence in one step (RFC 6120 §10.1 keeps the order of one path): a permitted message, the tested
 * one, a permitted one again, all from one session to one address in one type. Then the sender's own fence: a ping to its
 * server, so that a late error is seen. An author cannot leave any of it out.
 */
const probe = z.strictObject({
  from: actorName,
  /** To a room: `at` names the occupants that get it, the sender with its own copy; `notAt` those that must not. */
  to: address,
  /** Sessions that should get it when it is delivered, and that are fenced when it is not. Left out: the actor in `to`. */
  at: z.array(actorName).optional(),
  /**
   * Sessions that must not get it though those in `at` do: other sessions of the same account, that control and fence
   * reach too.
   */
  notAt: z.array(actorName).min(1).optional(),
  /**
   * Those of `at` that get it as a carbon copy (XEP-0280): of what another session of theirs received, or sent. What is in
   * the copy is compared with what was sent, as a message that came by itself is. They have enabled copies before, by an iq.
   */
  carbons: z.record(actorName, z.enum(['received', 'sent'])).optional(),
  /**
   * To several at once (XEP-0033): `to` is the address that takes such messages, and these are written in it, in control and
   * fence too. An error may come for each account in `notAt`.
   */
  addresses: z
    .array(
      z.union([
        z.strictObject({ to: address }),
        z.strictObject({ cc: address }),
        z.strictObject({ bcc: address }),
      ]),
    )
    .min(1)
    .optional(),
  type: z.enum(['normal', 'chat', 'headline', 'groupchat']).default('chat'),
  label: labelName.default('none'),
  syntax,
  /**
   * Raw XML instead of the label: what a well-behaved client cannot write. Of a label fixture, `${ess:A-S}` is the base64,
   * `${label:A-S}` the `<securitylabel/>`, `${4774:A-S}` the STANAG 4774 element and `${binding:A-S}` the `<BindingData/>`;
   * `${repeat:1000:TEXT}` is a text so many times.
   */
  payload: z.string().optional(),
  /** In place of a label: those of the message that an earlier probe remembers under this word, as its sender got them there. */
  returns: z.string().optional(),
  /** The whole stanza, raw: `${id}`, `${nonce}`, `${to}`, `${domain}`, `${jid:ACTOR}` and `${bare:ACTOR}` are filled in too. */
  stanza: z.string().optional(),
  /** The id that the stanza has, where it must be that of another: an answer to it. Then the id shows that it came. */
  id: z.string().min(1).optional(),
  /** false: without `<body/>`; the nonce then stands in `<thread/>`. */
  body: z.boolean().default(true),
  /**
   * Label of control and fence. `ping`: a ping to the recipient's session instead, where no label may pass (strength B).
   * By session, where one takes what is stored before the other comes: for each a control and a fence of its own.
   */
  fence: z.union([labelName, z.record(actorName, labelName)]).default('A-U'),
  bracket: bracket.optional(),
  /**
   * The recipients' server, which the harness plays, is connected to and does not answer: while all messages wait for it, these verbs
   * change (perhaps none), and then it goes on.
   */
  whileQueued: z.record(z.string(), z.unknown()).optional(),
  /** `either`: a copy is judged by what it shows, and where none comes, the refusal by its shape. */
  expect: z.enum(['delivered', 'refused', 'either']),
  refusal: refusal.optional(),
  shows: delivered.optional(),
  /** By recipient, what its copy shows in place of what `shows` says of the same: users of several servers, each with a mapping of its own. */
  showsTo: z.record(actorName, delivered).optional(),
  /** Remember the message under this word, for a later `unseen` or `returns`. */
  remember: z.string().optional(),
});

/**
 * Every label to every actor, one probe each: `+` is delivered, `-` is refused. Its cells are each other's twins. In a `room`
 * there is one probe for each label: `+` are the occupants that get it and `-` those that do not, the sender among them; a
 * row of `-` alone is refused by the room.
 */
const matrix = z.strictObject({
  from: actorName,
  room: roomName.optional(),
  to: z.array(actorName).min(1),
  type: z.enum(['normal', 'chat', 'headline']).default('chat'),
  /** Label of control and fence; by recipient where one cannot have the common one. */
  fence: z.union([labelName, z.record(actorName, labelName)]).default('A-U'),
  syntax,
  rows: z.record(labelName, z.array(z.enum(['+', '-']))),
  /**
   * In a `room`: all rows so many times over, one after the other between one control and one fence; each gets those that are
   * meant for it in the order in which they were sent.
   */
  burst: z.number().int().min(1).max(100).optional(),
  refusal: refusal.optional(),
});

/** An IQ and its one answer. */
const iq = z.strictObject({
  from: actorName,
  /** Left out: no `to`, the account itself. */
  to: address.optional(),
  type: z.enum(['get', 'set']).default('get'),
  payload: z.string(),
  /** `either`: a result is judged by what it holds, an error by its shape. */
  expect: z.enum(['result', 'error', 'either']),
  condition: z.array(condition).optional(),
  contains: z.array(z.string()).optional(),
  lacks: z.array(z.string()).optional(),
});

const disco = z.strictObject({
  from: actorName,
  to: address.default({ jid: '${domain}' }),
  has: z.array(z.string()).default([]),
  lacks: z.array(z.string()).default([]),
  /** The hash in the features of its stream is that of the answer (XEP-0115). The actor is of kind raw. */
  capabilities: z.literal(true).optional(),
  /** Remember the identities that were listed under this word; `sameIdentities`: they are those of that word. */
  remember: z.string().optional(),
  sameIdentities: z.string().optional(),
});

/** A catalog request, and what must hold of the answer besides being well formed (XEP-0258 §4, always checked). */
const catalog = z.strictObject({
  from: actorName,
  /** For whom: the `to` of `<catalog/>`. */
  for: address,
  /** Where the iq goes; left out: the domain. `none`: no `to` on the iq. */
  to: z.union([address, z.literal('none')]).default({ jid: '${domain}' }),
  /** The `from` that a client should not write. */
  claims: address.optional(),
  expect: z.enum(['result', 'error', 'either']).default('result'),
  condition: z.array(condition).optional(),
  /** Exactly these labels, in any order; an item without a label is `none`. */
  lists: z.array(labelName).optional(),
  lacks: z.array(labelName).optional(),
  default: labelName.optional(),
  restrict: z.boolean().optional(),
  /** Marking by label: each item's displaymarking text must be this. */
  markings: z.record(labelName, z.string()).optional(),
  /** Remember the catalog's `id` under this word. A server that gives none: the claim about it is not made. */
  remember: z.string().optional(),
  sameId: z.string().optional(),
  otherId: z.string().optional(),
});

/** Soundness and completeness: of `labels`, exactly those that the catalog lists are delivered. Both kinds must occur. */
const offered = z.strictObject({
  from: actorName,
  to: actorName,
  labels: z.array(labelName).min(2),
  fence: labelName.default('A-U'),
});

/**
 * Nothing that the server itself says in this part, in the results and errors that reach any actor and in its stream
 * errors, holds one of these words. Messages, and the label catalogs that say labels by right, are not looked at.
 */
const unsaid = z.strictObject({ words: z.array(z.string().min(2)).min(1) });

/** Bytes as they stand on an actor of kind `raw`. */
const raw = z.strictObject({
  from: actorName,
  bytes: z.string(),
  /** How the stream answers: goes on (a ping is answered), or ends with one of these stream errors. */
  expect: z.union([z.literal('stream-lives'), z.strictObject({ streamError: z.array(z.string()) })]),
});

/** A stanza sent for its effect (presence, a roster request): nothing is claimed of it. */
const send = z.strictObject({
  from: actorName,
  stanza: z.string(),
  /** false: the next step begins at once, while the server may still be at work on it. */
  settles: z.boolean().default(true),
  /** The room through which it takes effect: it has dealt with it when it answers a ping. */
  room: roomName.optional(),
});

/** One step: an object with one key. */
export const step = z.union([
  z.strictObject({ probe }),
  z.strictObject({ matrix }),
  z.strictObject({ iq }),
  z.strictObject({ disco }),
  z.strictObject({ catalog }),
  z.strictObject({ offered }),
  z.strictObject({ alike }),
  z.strictObject({ timing }),
  z.strictObject({ learns }),
  z.strictObject({ channel }),
  z.strictObject({ unsaid }),
  z.strictObject({ raw }),
  z.strictObject({ send }),
  z.strictObject({ room }),
  z.strictObject({ configure }),
  z.strictObject({ form }),
  z.strictObject({ enter }),
  z.strictObject({ leave }),
  z.strictObject({ occupants }),
  z.strictObject({ notice }),
  z.strictObject({ archive }),
  z.strictObject({ presence }),
  z.strictObject({ unseen }),
  z.strictObject({ login }),
  z.strictObject({ session }),
  z.strictObject({ certificate: certificateClaim }),
  z.strictObject({ peer }),
  z.strictObject({ bounced }),
  z.strictObject({ stream }),
  z.strictObject({ quiet }),
  z.strictObject({ enable }),
  z.strictObject({ counted }),
  z.strictObject({ acknowledge }),
  z.strictObject({ resume }),
  /** Cuts the connection of an actor of kind raw, and ends no stream. */
  z.strictObject({ drop: actorName }),
  z.strictObject({ pause }),
  z.strictObject({ move }),
  z.strictObject({ connect: actorName }),
  z.strictObject({ disconnect: actorName }),
  /** A change of provisioning that must be refused whole: what it would change is asked for in the steps after it. */
  z.strictObject({ misprovision: z.record(z.string(), z.unknown()) }),
  z.strictObject({ provision: z.record(z.string(), z.unknown()) }),
]);

export type Step = z.infer<typeof step>;
export type Probe = z.infer<typeof probe>;
export type Matrix = z.infer<typeof matrix>;
export type { Address } from './step-words.ts';
export { acceptedShape, actorName } from './step-words.ts';
export type Iq = z.infer<typeof iq>;
export type Disco = z.infer<typeof disco>;
export type Catalog = z.infer<typeof catalog>;
export type Offered = z.infer<typeof offered>;
export type Unsaid = z.infer<typeof unsaid>;
export type Raw = z.infer<typeof raw>;
export type Send = z.infer<typeof send>;
