import type { Oid } from '#labels';
import type {
  EquivalentCategory,
  EquivalentClassification,
  EquivalentPolicy,
  EquivalentTagSet,
} from './equivalence.ts';
import type { Category, Classification, Clearance, Label, Tag } from './label.ts';
import type { Marking } from './marking.ts';
import type { Member, Period, RequiredCategory, Selection } from './rules.ts';
import type { UserInput } from './user-input.ts';

/**
 * A security policy, compiled from its SPIF once.
 *
 * Every reference inside is an object: a classification, tag or category of a policy is one object for as long as
 * the policy is loaded, and two of them are the same only if they are `===`.
 *
 * Source: Open XML SPIF 2.1; ADatP-4774.1 §3.2 to §3.6.
 */
export interface Policy {
  readonly oid: Oid;
  readonly name: string;
  /** Names are the same in capitals and small letters: only where the policy says so. */
  readonly ignoreCase: boolean;
  readonly period: Period;
  /** In the order of the SPIF, as everything here. */
  readonly classifications: readonly ClassificationEntry[];
  readonly tagSets: readonly TagSet[];
  readonly privacyMarks: PrivacyMarks;
  readonly equivalentPolicies: readonly EquivalentPolicy[];
  /** The policy for what carries no label, as the SPIF names it (`defaultSecurityPolicyId`): for whoever configures. */
  readonly defaultPolicy?: { readonly oid: Oid; readonly name: string };
  /** Groups of nations and the like, for whoever expands clearances: no decision looks at them. */
  readonly memberships: readonly Membership[];
  readonly marking: Marking;
  readonly defaults: Defaults;
  readonly index: PolicyIndex;
}

/** A classification and what the policy says about it. */
export interface ClassificationEntry {
  readonly classification: Classification;
  /** As `validColour` gives it. */
  readonly color?: string;
  /** What is written on it, where the SPIF says so (3.0) and it can be read. */
  readonly textColor?: string;
  readonly obsolete: boolean;
  readonly required: readonly RequiredCategory[];
  readonly equivalents: readonly EquivalentClassification[];
  readonly marking: Marking;
}

/** A tag set: tags whose values share one numbering for each kind. */
export interface TagSet {
  readonly oid: Oid;
  readonly name: string;
  readonly tags: readonly TagEntry[];
  readonly equivalents: readonly EquivalentTagSet[];
  /** The categories with this number or this name (under `nameKey`): one at most of each kind, or of each effect. */
  readonly byValue: ReadonlyMap<bigint | string, readonly Category[]>;
  /** The categories whose value is left open. */
  readonly open: readonly CategoryEntry[];
}

/** A tag and what the policy says about it. */
export interface TagEntry {
  readonly tag: Tag;
  readonly values: readonly CategoryEntry[];
  /** An informative tag whose values are written as a bit string, not as a list. */
  readonly asBits: boolean;
  readonly selection: Selection;
  readonly marking: Marking;
}

/** A category and what the policy says about it. */
export interface CategoryEntry {
  readonly category: Category;
  readonly obsolete: boolean;
  readonly period: Period;
  /** What may be written for it, where that is left open. */
  readonly userInput?: UserInput;
  readonly requiredClass?: Classification;
  readonly excludedClasses: ReadonlySet<Classification>;
  readonly required: readonly RequiredCategory[];
  /** What must not stand beside it. It may be among them itself, and never excludes itself. */
  readonly excluded: readonly Member[];
  readonly equivalents: readonly EquivalentCategory[];
  readonly marking: Marking;
}

/** The privacy marks that the policy knows. Without any, it allows every one, and labels that have one are reported. */
export interface PrivacyMarks {
  readonly marks: readonly { readonly name: string; readonly obsolete: boolean; readonly marking: Marking }[];
  readonly selection: Selection;
  readonly marking: Marking;
}

/**
 * A value of a permissive tag that stands for a group, and the values of the same tag that belong to it.
 *
 * Source: ADatP-4774.1 §3.9.
 */
export interface Membership {
  readonly tag: Tag;
  readonly group: Category;
  readonly members: ReadonlySet<Category>;
}

/** What the policy lays down for what carries no label, has no clearance, or names no classification. */
export interface Defaults {
  readonly label?: Label;
  readonly clearance?: Clearance;
  readonly absentClassification?: Classification;
}

/** Finding by what a label writes: numbers, and names under `nameKey`. */
export interface PolicyIndex {
  readonly classifications: ReadonlyMap<bigint | string, ClassificationEntry>;
  readonly tagSetsByOid: ReadonlyMap<Oid, TagSet>;
  readonly tagSetsByName: ReadonlyMap<string, TagSet>;
  readonly categories: ReadonlyMap<Category, CategoryEntry>;
}
