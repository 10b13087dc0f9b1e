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
}

/** A part of a label or clearance whose syntax the codec does not know. */
export interface UnreadPart {
  readonly where: string;
  readonly syntax: string;
}
