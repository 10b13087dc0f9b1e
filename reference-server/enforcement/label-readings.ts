import type { Element } from '#xml';
import { namespaces } from '../xmpp/index.ts';
import { type LabelReading, readLabel } from './label-reading.ts';
import type { Rules } from './rules.ts';
import type { Refusal } from './ruling.ts';

/** What the label texts in use say under one set of rules, and until when (milliseconds) that is believed. */
interface Readings {
  /** By language and text. */
  readonly byText: Map<string, LabelReading | Refusal>;
  /** The one that was asked for last, and is often asked for again: found without hashing its text. */
  last:
    | { readonly text: string; readonly lang: string | undefined; readonly reading: LabelReading | Refusal }
    | undefined;
  readonly until: number;
}

const readingsUnder = new WeakMap<Rules, Readings>();

/**
 * What a label says (with the marking for a stanza in that language), read once for each text and not once a message.
 *
 * Bounded: a sender who makes up labels pushes others out and gains nothing. It belongs to its rules, so a change of
 * policy or modes begins anew; and it is forgotten now and then, since a label's validity can end with time.
 */
export function readLabelOnce(
  element: Element,
  lang: string | undefined,
  rules: Rules,
): LabelReading | Refusal {
  const { text, within } = element.source ?? {};
  // The same text inside another default namespace can be another label
  if (text === undefined || within !== namespaces.client || text.length > maxTextLength)
    return readLabel(element, lang, rules);
  const readings = readingsOf(rules);
  const { last } = readings;
  if (last?.text === text && last.lang === lang) return last.reading;
  const key = lang === undefined ? text : `${lang}\n${text}`;
  const reading = readings.byText.get(key) ?? readLabel(element, lang, rules);
  readings.byText.set(key, reading);
  readings.last = { text, lang, reading };
  return reading;
}

/** Texts kept at a time. */
const maxReadings = 1024;
/** Characters of the longest text kept. */
const maxTextLength = 8192;
/** How long a reading is believed, in milliseconds. */
const maxAgeMs = 1000;

function readingsOf(rules: Rules): Readings {
  const now = rules.now().getTime();
  const current = readingsUnder.get(rules);
  if (current !== undefined && current.until > now && current.byText.size < maxReadings) return current;
  const readings = {
    byText: new Map<string, LabelReading | Refusal>(),
    last: undefined,
    until: now + maxAgeMs,
  };
  readingsUnder.set(rules, readings);
  return readings;
}
