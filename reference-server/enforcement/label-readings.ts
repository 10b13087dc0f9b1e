import type { Element } from '#xml';
import { type LabelReading, readLabel } from './label-reading.ts';
import type { Rules } from './rules.ts';
import type { Refusal } from './ruling.ts';

/**
 * What each label text says under one set of rules, so that a label in use is read once and not once a message.
 *
 * Bounded: a sender who makes up labels pushes others out and gains nothing. It belongs to its rules, so a change of
 * policy or modes begins with an empty one.
 */
export class LabelReadings {
  readonly #readings = new Map<string, LabelReading | Refusal>();

  read(element: Element, rules: Rules): LabelReading | Refusal {
    const text = element.source?.text;
    if (text === undefined || text.length > maxTextLength) return readLabel(element, rules);
    const known = this.#readings.get(text);
    if (known !== undefined) return known;
    const reading = readLabel(element, rules);
    if (this.#readings.size >= maxReadings) this.#readings.clear();
    this.#readings.set(text, reading);
    return reading;
  }
}

/** Texts kept at a time. */
const maxReadings = 1024;
/** Characters of the longest text kept. */
const maxTextLength = 8192;
