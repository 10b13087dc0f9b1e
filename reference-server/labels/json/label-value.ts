import { readEssLabel } from '../ess/read-label.ts';
import { readStanag4774Document } from '../stanag4774/label-codec.ts';
import type { WrittenLabel } from '../written-label.ts';
import { categoriesOf, namedNumber, policyOf } from './named.ts';
import { partsOf, textIn } from './value.ts';

/**
 * The label that a value of JSON or YAML says, as configuration and the administration interface have it:
 *
 *     { policy: HARNESS-A, classification: SECRET, categories: { Compartment: [ALPHA] }, privacyMark: EYES ONLY }
 *     { ess: MRACAQQGCysGAQQBgf1ZggIB }
 *     { stanag4774: '<originatorConfidentialityLabel …>' }
 *
 * A policy or a tag set is its name or its object identifier; a classification or a category is its name, or its number
 * as a number. Everything but the policy may be left out; anything else is refused.
 *
 * @throws LabelError `label-structure`, and what the readers of those syntaxes throw
 */
export function readLabelValue(value: unknown): WrittenLabel {
  const parts = partsOf('label', value, [
    ...syntaxes,
    'policy',
    'classification',
    'categories',
    'privacyMark',
  ]);
  const ess = textIn('label', parts, 'ess', ['ess']);
  if (ess !== undefined) return readEssLabel(ess);
  const stanag4774 = textIn('label', parts, 'stanag4774', ['stanag4774']);
  if (stanag4774 !== undefined) return readStanag4774Document(stanag4774);
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

/** A part that is a whole label in the syntax of that name. */
const syntaxes = ['ess', 'stanag4774'] as const;
