import type { WrittenCategory } from '../written-label.ts';

/** The namespace of IC-ISM attributes on elements of others. */
export const icIsmNamespace = 'urn:us:gov:ic:ism';

/** Most words in one attribute. */
export const maxTokens = 256;

/** Longest text of one attribute, in characters. */
export const maxTokensLength = 4096;

/**
 * The attributes that restrict beside the classification, and how. Whom a label is released to opens it to each of them;
 * the owner of the marking system and all others close it, as far as this codec can say.
 */
export const controls = [
  { name: 'ownerProducer', kind: 'any-restrictive' },
  { name: 'SCIcontrols', kind: 'any-restrictive' },
  { name: 'SARIdentifier', kind: 'any-restrictive' },
  { name: 'disseminationControls', kind: 'any-restrictive' },
  { name: 'FGIsourceOpen', kind: 'any-restrictive' },
  { name: 'FGIsourceProtected', kind: 'any-restrictive' },
  { name: 'nonICmarkings', kind: 'any-restrictive' },
  { name: 'releasableTo', kind: 'any-permissive' },
] as const satisfies readonly { readonly name: string; readonly kind: WrittenCategory['kind'] }[];
