import { x501ClearanceCodec } from '../ess/clearance-codec.ts';
import type { WrittenClearance } from '../written-clearance.ts';
import { categoriesOf, listOf, namedNumber, policyOf } from './named.ts';
import { partsOf, textIn } from './value.ts';

/**
 * The clearances that a value of JSON or YAML says, as configuration and the administration interface have them: one, a
 * list of them (each grants by itself), or `none`.
 *
 *     { policy: HARNESS-A, classifications: [UNCLASSIFIED, RESTRICTED], categories: { Releasable To: [ONE] } }
 *     { x501: MBEGCysGAQQBgf1ZggIBAwIDeA== }
 *
 * The classifications are a list, not a level, and may not be left out. Names and numbers are as in a label.
 *
 * @throws LabelError `label-structure`, and what the X.501 reader throws
 */
export function readClearanceValue(value: unknown): readonly WrittenClearance[] {
  if (value === 'none') return [];
  return Array.isArray(value) ? value.map(readOne) : [readOne(value)];
}

function readOne(value: unknown): WrittenClearance {
  const parts = partsOf('clearance', value, ['x501', 'policy', 'classifications', 'categories']);
  const x501 = textIn('clearance', parts, 'x501', ['x501']);
  if (x501 !== undefined) return x501ClearanceCodec.read(x501);
  return {
    policy: policyOf('clearance', parts),
    classifications: listOf('classifications', parts['classifications']).map((classification) =>
      namedNumber('classification', classification),
    ),
    categories: categoriesOf(parts['categories']),
    unread: [],
  };
}
