import { clearanceCodecs } from '../codecs.ts';
import type { WrittenClearance } from '../written-clearance.ts';
import { categoriesOf, listOf, namedNumber, policyOf } from './named.ts';
import { partsOf, textIn } from './value.ts';

/**
 * The clearances that a value of JSON or YAML says, as configuration and the administration interface have them: one, a
 * list of them (each grants by itself), or `none`.
 *
 *     { policy: HARNESS-A, classifications: [UNCLASSIFIED, RESTRICTED], categories: { Releasable To: [ONE] } }
 *     { x501: MBEGCysGAQQBgf1ZggIBAwIDeA== }
 *     { stanag4774: '<ConfidentialityClearance …>' }
 *
 * The classifications are a list, not a level, and may not be left out. Names and numbers are as in a label.
 *
 * @throws LabelError `label-structure`, and what the readers of those syntaxes throw
 */
export function readClearanceValue(value: unknown): readonly WrittenClearance[] {
  if (value === 'none') return [];
  return Array.isArray(value) ? value.map(readOne) : [readOne(value)];
}

function readOne(value: unknown): WrittenClearance {
  const parts = partsOf('clearance', value, [...syntaxes, 'policy', 'classifications', 'categories']);
  for (const codec of codecs) {
    const text = textIn('clearance', parts, codec.syntax, [codec.syntax]);
    if (text !== undefined) return codec.read(text);
  }
  return {
    policy: policyOf('clearance', parts),
    classifications: listOf('classifications', parts['classifications']).map((classification) =>
      namedNumber('classification', classification),
    ),
    categories: categoriesOf(parts['categories']),
    unread: [],
  };
}

const codecs = Object.values(clearanceCodecs);

/** Each is a part that is a whole clearance in the syntax of that name. */
const syntaxes = codecs.map(({ syntax }) => syntax);
