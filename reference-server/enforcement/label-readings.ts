import type { Element } from '#xml';
import { namespaces } from '../xmpp/index.ts';
import { type LabelReading, readLabel } from './label-reading.ts';
import type { Rules } from './rules.ts';
import type { Refusal } from './ruling.ts';

/** What the label texts in use say under one set of rules, and until when (milliseconds) that is believed. */
interface Readings {
  readonly byText: Map<string, LabelReading | Refusal>;
  /** The one that was asked for last, and is often asked for again: found without hashing its text. */
  last: { readonly text: string; readonly reading: LabelReading | Refusal } | undefined;
  readonly until: number;
}

const readingsUnder = new WeakMap<Rules, Readings>();

/**
 * What a `<securitylabel/>` says, read once for each text and not once a message.
 *
 * Bounded: a sender who makes up labels pushes others out and gains nothing. It belongs to its rules, so a change of
 * policy or modes begins anew; and it is forgotten now and then, since a label's validity can end with time.
 */
export function readLabelOnce(element: Element, rules: Rules): LabelReading | Refusal {
  const { text, within } = element.source ?? {};
  // The same text inside another default namespace can be another label
  if (text === undefined || within !== namespaces.client || text.length > maxTextLength)
    return readLabel(element, rules);
  const readings = readingsOf(rules);
  if (readings.last?.text === text) return readings.last.reading;
  const reading = readings.byText.get(text) ?? readLabel(element, rules);
  readings.byText.set(text, reading);
  readings.last = { text, reading };
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
