import type { Element } from '#xml';
import { dateFormat, isoDate, type UserInput } from '../user-input.ts';
import { attribute, note, type Reading } from './reading.ts';
import { oneOf } from './values.ts';

/**
 * What may be written for a value that the policy leaves open (`userInput`, `dateFormat`).
 *
 * A `dateFormat` that we do not understand leaves nothing that fits: a label with such a value is denied.
 */
export function readUserInput(reading: Reading, element: Element): UserInput | undefined {
  const written = attribute(element, 'userInput');
  if (written === undefined) return undefined;
  const kind = oneOf(element, 'userInput', written, ['string', 'integer', 'date']);
  if (kind !== 'date') return { kind };
  const text = attribute(element, 'dateFormat') ?? isoDate;
  const format = dateFormat(text);
  if (format === undefined) {
    note(
      reading,
      'user-input',
      element,
      `\`dateFormat\` is \`${text}\`, which is not understood: a label with this value is denied; write it like \`${isoDate}\``,
    );
  }
  return { kind, format: format ?? { text, pattern: /(?!)/ } };
}
