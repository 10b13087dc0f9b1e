import type { Label } from '#policy';
import { type Element, serialize } from '#xml';
import { namespaces } from '../../xmpp/index.ts';
import { isLabel } from '../label/label-element.ts';
import type { Rules } from '../rules.ts';
import type { Ruling } from '../ruling.ts';
import type { LabelledStanza } from '../stages.ts';
import type { PeerMapping } from './peer-rules.ts';
import { type Relabelling, type Rewriting, relabelling } from './relabelling.ts';

/** All that a relabelling depends on beside mapping, direction, label and rules. */
interface Asked {
  /** Of each element that labels the message, in their order. */
  readonly texts: readonly string[];
  readonly equivalents: readonly Label[];
  readonly lang: string | undefined;
}

/** What became of the labels of one message. */
interface KnownRelabelling extends Asked {
  readonly ruling: Ruling<Relabelling>;
}

/** By the label that counts, as it was read: once it is read anew, its mapping is made anew too. */
type ByLabel = Map<Label, KnownRelabelling>;

/** What labels become under one set of rules, and until when (milliseconds) that is believed. */
interface Relabellings {
  /** Peers of one mapping share it, and no others do. */
  readonly outwards: Map<PeerMapping, ByLabel>;
  readonly inwards: Map<PeerMapping, ByLabel>;
  readonly until: number;
  /** How many there may be still. */
  left: number;
}

const relabellingsUnder = new WeakMap<Rules, Relabellings>();

/**
 * What becomes of a message's label under a mapping, made once for each label and not once a message; so is what is refused.
 *
 * Bounded: a sender who makes up labels pushes others out and gains nothing. It belongs to its rules, so a change of policy,
 * peers or modes begins anew; and it is forgotten now and then, since validity and succession of a label go by time. The date
 * that a STANAG 4774 label says it was created at is as old as this at most.
 */
export function relabellingOnce(message: LabelledStanza, wish: Rewriting, rules: Rules): Ruling<Relabelling> {
  const texts = labelTextsOf(message.stanza.element);
  if (texts === undefined) return relabelling(message, wish, rules);
  const { label, equivalents } = message;
  const asked = { texts, equivalents, lang: wish.lang };
  const relabellings = relabellingsOf(rules);
  const byLabel = byLabelOf(relabellings, wish);
  const known = byLabel.get(label);
  if (known !== undefined && isAsked(known, asked)) return known.ruling;
  const ruling = relabelling(message, wish, rules);
  byLabel.set(label, { ...asked, ruling });
  relabellings.left -= 1;
  return ruling;
}

/** Relabellings made and kept at a time. */
const maxRelabellings = 1024;
/** Characters of all labels of a message whose relabelling is kept. */
const maxTextLength = 8192;
/** How long one is believed, in milliseconds. */
const maxAgeMs = 1000;

/** Of each element that labels the stanza; `undefined`: too long to keep. */
function labelTextsOf({ children }: Element): string[] | undefined {
  const texts: string[] = [];
  let length = 0;
  for (const child of children) {
    if (typeof child === 'string' || !isLabel(child)) continue;
    // What was read in that namespace is repeated; the same characters in another could be another label
    const text = serialize(child, namespaces.client);
    length += text.length;
    if (length > maxTextLength) return undefined;
    texts.push(text);
  }
  return texts;
}

function relabellingsOf(rules: Rules): Relabellings {
  const now = rules.now().getTime();
  const current = relabellingsUnder.get(rules);
  if (current !== undefined && current.until > now && current.left > 0) return current;
  const until = now + maxAgeMs;
  const relabellings = { outwards: new Map(), inwards: new Map(), until, left: maxRelabellings };
  relabellingsUnder.set(rules, relabellings);
  return relabellings;
}

function byLabelOf(relabellings: Relabellings, { mapping, direction }: Rewriting): ByLabel {
  const byMapping = relabellings[direction];
  const known = byMapping.get(mapping);
  if (known !== undefined) return known;
  const byLabel: ByLabel = new Map();
  byMapping.set(mapping, byLabel);
  return byLabel;
}

function isAsked(known: Asked, { texts, equivalents, lang }: Asked): boolean {
  return known.lang === lang && areSame(known.texts, texts) && areSame(known.equivalents, equivalents);
}

/** The very same, in the same order. */
function areSame(ones: readonly unknown[], others: readonly unknown[]): boolean {
  return ones.length === others.length && ones.every((one, place) => one === others[place]);
}
