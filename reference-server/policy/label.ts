import type { Oid } from '#labels';

/**
 * One value of one tag, known to the policy: the policy's own object, so that identity is `===`.
 *
 * Two categories are the same only if tag set, tag and value are; never by a name alone, which two tags may share.
 */
export interface Category {
  readonly name: string;
  /** A number, or words that no binary label can write (policies of AGIMO have those). */
  readonly lacv: bigint | string;
  readonly tag: Tag;
}

/** A tag of a tag set: its values and how they restrict. */
export interface Tag {
  readonly name: string;
  readonly tagSet: { readonly oid: Oid; readonly name: string };
  readonly kind: import('#labels').TagKind;
  /** Every value must be held, one must be held, or nobody asks. */
  readonly effect: 'restrictive' | 'permissive' | 'informative';
}

/** A classification of a policy: the policy's own object. `hierarchy` orders it for people; decisions ask for membership. */
export interface Classification {
  readonly name: string;
  readonly lacv: bigint;
  readonly hierarchy: number;
}

/** What a label means under a policy, whichever syntax it came in. Whole: nobody checks it again. */
export interface Label {
  readonly policy: Oid;
  readonly classification: Classification;
  readonly categories: readonly Category[];
  readonly privacyMark?: string;
  /** What was written for those of the categories whose value the policy leaves open; absent where there is none. */
  readonly inputs?: readonly Input[];
}

/** What somebody wrote for a category with `userInput`. The category is what is decided on, the text is for people. */
export interface Input {
  readonly category: Category;
  readonly text: string;
}

/** What the holder may handle under one policy. A holder has a list of these: several policies, or several grants of one. */
export interface Clearance {
  readonly policy: Oid;
  readonly classifications: ReadonlySet<Classification>;
  readonly categories: ReadonlySet<Category>;
}

/** All the clearances of one holder: a label is granted when one of them grants it (never their union). Empty is nil: nothing is granted. */
export type Clearances = readonly Clearance[];
