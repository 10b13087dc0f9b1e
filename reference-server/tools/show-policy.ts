import type { Policy } from '#policy';
import { clearanceWords, labelWords } from './say.ts';

/** A policy for people and programs: its words and numbers, in the order of the SPIF. */
export function showPolicy(policy: Policy): ShownPolicy {
  const { name, oid, classifications, tagSets, privacyMarks, equivalentPolicies, defaults } = policy;
  return {
    name,
    oid,
    ...periodOf(policy.period),
    classifications: classifications.map(({ classification, color, obsolete }) => ({
      name: classification.name,
      lacv: classification.lacv.toString(),
      hierarchy: classification.hierarchy,
      ...(color === undefined ? {} : { color }),
      ...(obsolete ? { obsolete } : {}),
    })),
    tagSets: tagSets.map((tagSet) => ({
      name: tagSet.name,
      oid: tagSet.oid,
      tags: tagSet.tags.map(({ tag, values }) => ({
        name: tag.name,
        kind: tag.kind,
        values: values.map(shownValue),
      })),
    })),
    privacyMarks: privacyMarks.marks.map((mark) => mark.name),
    equivalentPolicies: equivalentPolicies.map((equivalent) => ({
      name: equivalent.name,
      oid: equivalent.oid,
    })),
    defaults: {
      ...(defaults.label === undefined ? {} : { label: labelWords(policy, defaults.label) }),
      ...(defaults.clearance === undefined ? {} : { clearance: clearanceWords(policy, defaults.clearance) }),
      ...(defaults.absentClassification === undefined
        ? {}
        : { absentClassification: defaults.absentClassification.name }),
    },
  };
}

/** See `showPolicy`. A lacv is the text of its digits, or of its words. */
export interface ShownPolicy {
  readonly name: string;
  readonly oid: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly classifications: readonly {
    readonly name: string;
    readonly lacv: string;
    readonly hierarchy: number;
    readonly color?: string;
    readonly obsolete?: boolean;
  }[];
  readonly tagSets: readonly {
    readonly name: string;
    readonly oid: string;
    readonly tags: readonly {
      readonly name: string;
      readonly kind: string;
      readonly values: readonly ShownValue[];
    }[];
  }[];
  readonly privacyMarks: readonly string[];
  readonly equivalentPolicies: readonly { readonly name: string; readonly oid: string }[];
  readonly defaults: object;
}
export interface ShownValue {
  readonly name: string;
  readonly lacv: string;
  readonly obsolete?: boolean;
  readonly requiredClass?: string;
  readonly excludedClasses?: readonly string[];
}

function shownValue(entry: Policy['tagSets'][number]['tags'][number]['values'][number]): ShownValue {
  const { category, obsolete, requiredClass, excludedClasses } = entry;
  return {
    name: category.name,
    lacv: category.lacv.toString(),
    ...(obsolete ? { obsolete } : {}),
    ...(requiredClass === undefined ? {} : { requiredClass: requiredClass.name }),
    ...(excludedClasses.size === 0 ? {} : { excludedClasses: [...excludedClasses].map(({ name }) => name) }),
  };
}

function periodOf({ notBefore, notAfter }: Policy['period']): Pick<ShownPolicy, 'notBefore' | 'notAfter'> {
  return {
    ...(notBefore === undefined ? {} : { notBefore: new Date(notBefore).toISOString() }),
    ...(notAfter === undefined ? {} : { notAfter: new Date(notAfter).toISOString() }),
  };
}
