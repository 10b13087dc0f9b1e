/** What XML says, as values: reading it strictly and within bounds, writing it, comparing it. What it is about is left to others. */
export { describeDifference, sameElement } from './compare.ts';
export { childElements, childOf, childrenOf, type Element, element, type Source, textOf } from './element.ts';
export { XmlError, type XmlErrorCode } from './errors.ts';
export { escapeAttribute, escapeText } from './escape.ts';
export { documentLimits, type Limits, streamLimits } from './limits.ts';
export { type DocumentOptions, lineOf, parseDocument } from './parse.ts';
export { xmlNamespace } from './prefixes.ts';
export { ElementReader, type ReaderListener, type RootTag } from './reader.ts';
export { serialize, startTag } from './serialize.ts';
export type { DeclaredPrefixes } from './tag-writer.ts';
export { writtenOnce } from './written-once.ts';
