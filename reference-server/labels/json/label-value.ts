import { readEssLabel } from '../ess/read-label.ts';
import type { WrittenLabel } from '../written-label.ts';
import { categoriesOf, namedNumber, policyOf } from './named.ts';
import { partsOf, textIn } from './value.ts';

/**
 * The label that a value of JSON or YAML says, as configuration and the administration interface have it:
 *
 *     { policy: HARNESS-A, classification: SECRET, categories: { Compartment: [ALPHA] }, privacyMark: EYES ONLY }
 *     { ess: MRACAQQGCysGAQQBgf1ZggIB }
 *
 * A policy or a tag set is its name or its object identifier; a classification or a category is its name, or its number
 * as a number. Everything but the policy may be left out; anything else is refused.
 *
 * @throws LabelError `label-structure`, and what the ESS reader throws
 */
export function readLabelValue(value: unknown): WrittenLabel {
  const parts = partsOf('label', value, ['ess', 'policy', 'classification', 'categories', 'privacyMark']);
  const ess = textIn('label', parts, 'ess', ['ess']);
  if (ess !== undefined) return readEssLabel(ess);
  const { classification, categories } = parts;
  const privacyMark = textIn('label', parts, 'privacyMark');
  return {
    policy: policyOf('label', parts),
    ...(classification === undefined
      ? {}
      : { classification: namedNumber('classification', classification) }),
    ...(privacyMark === undefined ? {} : { privacyMark }),
    categories: categoriesOf(categories),
    unread: [],
  };
}
