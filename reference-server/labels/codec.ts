import type { Element } from '#xml';
import type { WrittenClearance } from './written-clearance.ts';
import type { WrittenCategory, WrittenLabel } from './written-label.ts';

/** One label syntax: what stands inside XEP-0258 `<label/>`. */
export interface LabelCodec {
  /** The name people use for it: `ess`, `stanag4774`. */
  readonly syntax: string;
  /** The element that holds such a label; the table in codecs.ts finds the codec by it. */
  readonly element: { readonly namespace: string; readonly name: string };
  /** Other elements that it reads and never writes. */
  readonly alsoReads?: readonly { readonly namespace: string; readonly name: string }[];
  /** @throws LabelError when it cannot be read; never anything else, whatever the input. */
  read(wire: Element): WrittenLabel;
  /** @throws LabelError `label-inexpressible` when this syntax cannot say it. */
  write(label: WrittenLabel): Element;
}

/** A syntax whose labels name no policy: a deployment says which one they are of, and what their words are there. */
export interface MappedLabelCodec extends LabelCodec {
  /** The tag sets that its labels may have, by the names it gives them. */
  readonly tagSets: readonly { readonly name: string; readonly kind: WrittenCategory['kind'] }[];
}

/** One clearance syntax: text as an administrator or a directory gives it. */
export interface ClearanceCodec {
  readonly syntax: string;
  /** @throws LabelError when it cannot be read; never anything else. */
  read(text: string): WrittenClearance;
  /** @throws LabelError `label-inexpressible` when this syntax cannot say it. */
  write(clearance: WrittenClearance): string;
}
