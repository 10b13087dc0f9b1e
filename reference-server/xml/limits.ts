/** How much one element may cost its reader. */
export interface Limits {
  /** Longest element with all inside it, in bytes of UTF-8; a document counts as one element. */
  readonly maxBytes: number;
  /** Most elements inside one another. A document's root, or a child of a stream's root, is 1. */
  readonly maxDepth: number;
  /** Most attributes of one element, namespace declarations included. */
  readonly maxAttributes: number;
}

/** For a child of a stream's root. RFC 6120 §13.12 asks that at least 10,000 bytes be let through. */
export const streamLimits: Limits = { maxBytes: 262_144, maxDepth: 100, maxAttributes: 64 };

/** For a document: a national policy as Open XML SPIF takes a few megabytes. */
export const documentLimits: Limits = { maxBytes: 16_777_216, maxDepth: 100, maxAttributes: 64 };
