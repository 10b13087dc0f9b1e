import type { Element } from '#xml';
import type { DateTime } from './date-time.ts';
import type { OriginatorId } from './originator-id.ts';

/** A dotted object identifier, arcs in decimal without leading zeros: `1.3.6.1.4.1.32473.258.1`. */
export type Oid = string;

/** A policy as a syntax names it: ESS by OID, STANAG 4774 by name and perhaps OID. At least one is there. */
export interface WrittenPolicy {
  readonly oid?: Oid;
  readonly name?: string;
}

/** How a tag set restricts: ACP 145 gives each its own syntax, STANAG 4774 its own word. */
export type TagKind =
  | 'restrictive' // bit map, every value must be held
  | 'permissive' // bit map, one value must be held
  | 'enumerated-restrictive'
  | 'enumerated-permissive'
  | 'informative';

/** The values of one tag set as one syntax writes them: numbers in ESS, names elsewhere. */
export interface WrittenCategory {
  readonly tagSet: { readonly oid?: Oid; readonly name?: string };
  /**
   * Which kind the writer says it is. `any-restrictive` and `any-permissive` come from syntaxes that do not tell
   * bit maps from lists; `unsaid` from those that say nothing.
   */
  readonly kind: TagKind | 'any-restrictive' | 'any-permissive' | 'unsaid';
  readonly values: readonly (bigint | string)[];
  /** Of an informative category: written as a bit map, not as a list (SPIF `tag7Encoding="bitSetAttributes"`). */
  readonly asBits?: true;
}

/**
 * A label as its syntax writes it, with nothing looked up.
 *
 * An ESS label gives its classification as a number, a STANAG 4774 label as a name; only the policy
 * can say that the two are one. `policy/resolve.ts` makes of this the `Label` that is decided on.
 */
export interface WrittenLabel {
  /** Absent only in an X.841 label, which may leave the policy out; `resolve` refuses it. */
  readonly policy?: WrittenPolicy;
  readonly classification?: bigint | string;
  readonly privacyMark?: string;
  /** The mark is written as a UTF8String although a PrintableString could say it: a writer of ESS keeps that. */
  readonly privacyMarkAsUtf8?: true;
  readonly categories: readonly WrittenCategory[];
  /** Parts that this codec has no syntax for (a category type it does not know). Never dropped: a label with one is denied. */
  readonly unread: readonly UnreadPart[];
  /** What only a STANAG 4774 label says, and every one does: role, dates, originator, successor. */
  readonly metadata4774?: Metadata4774;
  /** What a reader finds odd and passes over, for the audit log; absent when there is nothing. */
  readonly findings?: readonly LabelFinding[];
  /** The labels that its binding says are the same in other policies, in its order. Nobody has verified them. */
  readonly alternatives?: readonly ConfidentialityLabel[];
}

/** A label as STANAG 4774 has it. */
export interface ConfidentialityLabel extends WrittenLabel {
  readonly metadata4774: Metadata4774;
}

/**
 * Whose word a STANAG 4774 label is: the originator's on the information; the same said in another policy; or one on the
 * metadata alone, which labels no message. Source: ADatP-4774 App. 1
 */
export type LabelRole = 'originator' | 'alternative' | 'metadata';

/**
 * What a STANAG 4774 label says beside policy, classification and categories. Nothing of it is decided on but the role
 * and, from its moment on, the successor. ESS has no place for it.
 */
export interface Metadata4774 {
  readonly role: LabelRole;
  /** xs:ID of the label in its document. */
  readonly id?: string;
  readonly created: DateTime;
  /** When the label is to be looked at again. Past, it does not make the label invalid. Source: ADatP-4774 App. 1 */
  readonly review?: DateTime;
  readonly originator?: OriginatorId;
  readonly succession?: Succession;
  /** Foreign attributes of the label element. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Foreign elements at the end of the label. */
  readonly extensions?: readonly Element[];
  /** Foreign elements at the end of its ConfidentialityInformation. */
  readonly informationExtensions?: readonly Element[];
}

/** What takes a label's place, and from when on. Source: ADatP-4774 §4.3 */
export interface Succession {
  readonly at: DateTime;
  /** Whole, with its own metadata and perhaps its own successor; its role is that of the label it succeeds. */
  readonly successor: ConfidentialityLabel;
}

/**
 * Something that a document forbids, or asks for, and that changes no decision:
 *   `policy-uri`          the policy's URI is no `urn:oid:`, so its name alone counts
 *   `category-uri`        the same of a tag set
 *   `classification-uri`  a classification has a URI, which it must not
 *   `no-review-date`      a label has neither a review date nor a successor
 */
export interface LabelFinding {
  readonly kind: 'policy-uri' | 'category-uri' | 'classification-uri' | 'no-review-date';
  /** The URI; empty where something is missing. */
  readonly found: string;
}

/** A part of a label or clearance whose syntax the codec does not know. */
export interface UnreadPart {
  readonly where: string;
  readonly syntax: string;
}
