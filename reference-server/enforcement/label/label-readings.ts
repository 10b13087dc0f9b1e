import type { Element } from '#xml';
import { namespaces } from '../../xmpp/index.ts';
import type { Rules } from '../rules.ts';
import type { Refusal } from '../ruling.ts';
import { type LabelReading, readLabel } from './label-reading.ts';

/** What one label text said, with the marking for one language. */
interface KnownReading {
  readonly text: string;
  readonly lang: string | undefined;
  readonly reading: LabelReading | Refusal;
}

/** What the label texts in use say under one set of rules, and until when (milliseconds) that is believed. */
interface Readings {
  /** For the language that was asked for last. Not keyed by it too: a client may write anything as its language. */
  readonly byText: Map<string, KnownReading>;
  /** The one that was asked for last, and is often asked for again: found without hashing its text. */
  last: KnownReading | undefined;
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
  const known = readings.byText.get(text);
  const current =
    known !== undefined && known.lang === lang
      ? known
      : { text, lang, reading: readLabel(element, lang, rules) };
  readings.byText.set(text, current);
  readings.last = current;
  return current.reading;
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
    byText: new Map<string, KnownReading>(),
    last: undefined,
    until: now + maxAgeMs,
  };
  readingsUnder.set(rules, readings);
  return readings;
}
