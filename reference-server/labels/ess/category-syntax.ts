import { LabelError } from '../errors.ts';
import type { Oid, UnreadPart, WrittenCategory } from '../written-label.ts';
import type { BerReader } from './ber-reader.ts';

/** What the SecurityCategory values have in them, as they are read. */
export interface CategoryParts {
  readonly categories: WrittenCategory[];
  readonly unread: UnreadPart[];
  /** How many more values may be read: a bit map says many in few octets. */
  room: number;
}

/** One `type` of SecurityCategory: how its `value` is read. */
export interface CategorySyntax {
  readonly type: Oid;
  /** Adds what `value` says to `parts`; `where` is the category in words. @throws LabelError */
  readonly read: (value: BerReader, where: string, parts: CategoryParts) => void;
}

/** @throws LabelError `label-too-large` when there is no room for its values */
export function addCategory(parts: CategoryParts, category: WrittenCategory): void {
  parts.room -= category.values.length;
  if (parts.room < 0) throw new LabelError('label-too-large', 'categories with too many values');
  parts.categories.push(category);
}
