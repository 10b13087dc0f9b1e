import type { Oid, UnreadPart, WrittenCategory } from '../written-label.ts';
import type { BerReader } from './ber-reader.ts';

/** What a SecurityCategory has in it, collected from all of them. */
export interface CategoryParts {
  readonly categories: WrittenCategory[];
  readonly unread: UnreadPart[];
}

/** One `type` of SecurityCategory: how its `value` is read. */
export interface CategorySyntax {
  readonly type: Oid;
  /** Adds what `value` says to `parts`; `where` is the category in words. @throws LabelError */
  readonly read: (value: BerReader, where: string, parts: CategoryParts) => void;
}
