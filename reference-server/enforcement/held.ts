import { z } from 'zod';
import { type Label, verifyEquivalent } from '#policy';
import { type Element, element, parseDocument } from '#xml';
import {
  bareOf,
  type Jid,
  namespaces,
  parseJid,
  readStanza,
  type Stanza,
  serializeContent,
} from '../xmpp/index.ts';
import type { Measure } from './covers-message.ts';
import { checkForwarded } from './forwarded.ts';
import { checkInternal } from './internal.ts';
import { labelArrival } from './label/label-arrival.ts';
import { labelOfText, labelText } from './label/label-text.ts';
import type { Rules } from './rules.ts';
import { type Ruling, refused } from './ruling.ts';
import type { Accepted, LabelledStanza } from './stages.ts';
import { stamp } from './stamp.ts';

/** An accepted message as text: the label that counted when it came is kept with it, and no later default touches it. */
const heldMessage = z.object({
  sender: z.string(),
  /** The domain of the peer that it came from; left out: from one of our own clients. */
  peer: z.string().optional(),
  /** What its readers see as its sender, where that is another: an occupant of a room. */
  from: z.string().optional(),
  to: z.string(),
  type: z.string(),
  id: z.string().optional(),
  lang: z.string().optional(),
  content: z.string(),
  /** The label, then its verified equivalents: each in base64 of ESS, or as XML of STANAG 4774. */
  labels: z.array(z.string()).min(1),
  /** It came without a label, and none was written on it. */
  isDefault: z.literal(true).optional(),
  /** The labels of what it names, which it is measured by besides. */
  besides: z.array(z.string()).optional(),
  /** When it came: ISO 8601, UTC. */
  at: z.string(),
});

/** The message as it is kept for a user who is not there: `rules` are those under which it came, `at` is when. */
export function hold(message: Accepted, rules: Rules, at = rules.now()): string {
  return textOf(message, rules, at);
}

/** A message that no check let through, as the faults `order.side-effects` and `store.errors` keep it. */
export function holdUnchecked(stanza: Stanza, rules: Rules): string | undefined {
  const labelled = labelArrival({ stanza, sender: stanza.from }, rules);
  return labelled.allowed ? textOf(labelled.message, rules) : undefined;
}

function textOf(
  { arrival, stanza, label, equivalents, isDefault, besides }: LabelledStanza,
  rules: Rules,
  at = rules.now(),
): string {
  const held: z.infer<typeof heldMessage> = {
    sender: arrival.sender.full,
    peer: arrival.peer,
    from: stanza.from.full === arrival.sender.full ? undefined : stanza.from.full,
    to: (stanza.to ?? bareOf(arrival.sender)).full,
    type: stanza.type,
    id: stanza.id,
    lang: stanza.lang,
    content: serializeContent(stanza),
    labels: [label, ...equivalents].map((each) => labelText(each, rules)),
    isDefault,
    besides: besides?.map((each) => labelText(each.label, rules)),
    at: at.toISOString(),
  };
  return JSON.stringify(held);
}

/** A message that was held, and what the rules in force say of it before its recipient is asked about. */
export interface Recalled {
  readonly stanza: Stanza;
  readonly ruling: Ruling<Accepted>;
}

/**
 * The message that was held, with the time when it came (XEP-0203). Its sender was asked about then and is not asked about
 * again; internal is asked again here, and whoever hands it over asks `checkExit`. What the policies loaded now do not
 * know or allow any more is refused.
 *
 * An equivalent that the policies do not make of its label any more, nor its label of that, counts for nothing.
 *
 * Its label is the one that counted when it came; where the mode says so, and it came without one, the default now: that of the
 * peer it came from, where there is one.
 *
 * @throws when it is not what `hold` wrote
 */
export function recall(text: string, rules: Rules): Recalled {
  const held = heldMessage.parse(JSON.parse(text));
  const stanza = stanzaOf(held);
  const labelled = labelledAgain(held, stanza, rules);
  if (!labelled.allowed) return { stanza, ruling: labelled };
  const besides = besidesAgain(held, rules);
  if (besides === undefined) return { stanza, ruling: unknownLabel };
  const message = besides.length === 0 ? labelled.message : { ...labelled.message, besides };
  return { stanza, ruling: checkInternal(stamp.entry(message), rules) };
}

/** `undefined`: the policies do not know one of them any longer. */
function besidesAgain({ besides = [] }: HeldMessage, rules: Rules): Measure[] | undefined {
  const known = besides.flatMap((each) => {
    const label = labelOfText(each, rules);
    return label === undefined ? [] : [{ label, equivalents: [] }];
  });
  return known.length === besides.length ? known : undefined;
}

const unknownLabel = refused('denied', 'label', [{ kind: 'rule', rule: 'label of a stored message' }]);

type HeldMessage = z.infer<typeof heldMessage>;

function labelledAgain(held: HeldMessage, stanza: Stanza, rules: Rules): Ruling<LabelledStanza> {
  const arrival = {
    stanza,
    sender: addressOf(held.sender),
    ...(held.peer !== undefined && { peer: held.peer }),
  };
  if (held.isDefault === true && takesDefaultOfNow(rules)) {
    // What a peer's default is, its messages say
    if (held.peer !== undefined) return forwardedUnder(labelArrival(arrival, rules), rules);
    const label = rules.clearances.defaultLabel();
    if (label === undefined) return refused('unlabelled', 'label', [{ kind: 'no-label' }]);
    // It may be a lower one than what the message forwards was measured by
    return checkForwarded({ arrival, stanza, label, equivalents: [], isDefault: true }, rules);
  }
  const [label, ...equivalents] = held.labels.map((each) => labelOfText(each, rules));
  if (label === undefined) return unknownLabel;
  const known = equivalents
    .filter((each) => each !== undefined)
    .filter((each) => isEquivalent(label, each, rules));
  return { allowed: true, message: { arrival, stanza, label, equivalents: known } };
}

function forwardedUnder(ruling: Ruling<LabelledStanza>, rules: Rules): Ruling<LabelledStanza> {
  return ruling.allowed ? checkForwarded(ruling.message, rules) : ruling;
}

/** One is what the policies make of the other: the label of what was claimed, or (`understoodFromPeer`) of what a peer wrote. */
function isEquivalent(label: Label, other: Label, { policies, now }: Rules): boolean {
  const wish = { purpose: 'receive', now: now() } as const;
  return (
    verifyEquivalent(policies, label, other, wish).ok || verifyEquivalent(policies, other, label, wish).ok
  );
}

function takesDefaultOfNow({ storedLabel, faults }: Rules): boolean {
  return (storedLabel === 'now') !== faults.has('store.label');
}

/** How deep a message may be was asked of it when it came, by the server's own limit. */
const boundedWhenItCame = Number.MAX_SAFE_INTEGER;

function stanzaOf({ sender, from: shown, to, type, id, lang, content, at }: HeldMessage): Stanza {
  const from = addressOf(shown ?? sender);
  const text = `<message xmlns='${namespaces.client}'>${content}</message>`;
  const { children } = parseDocument(text, { maxDepth: boundedWhenItCame });
  const delay = element('urn:xmpp:delay', 'delay', {
    from: shown === undefined ? from.domain : from.bare,
    stamp: at,
  });
  const message: Element = element(namespaces.client, 'message', { to, type, id }, [...children, delay]);
  const stanza = readStanza(message, from, lang);
  if ('refused' in stanza) throw new Error(`a stored message with ${stanza.refused}`);
  return stanza;
}

function addressOf(text: string): Jid {
  const jid = parseJid(text);
  if (jid === undefined) throw new Error(`a stored message from \`${text}\``);
  return jid;
}
