import { instantOf } from './date-time.ts';
import type { UnreadPart, WrittenCategory, WrittenLabel } from './written-label.ts';

/**
 * Do two labels of one syntax say the same? Order, repetition, and how a mark or an informative category is encoded make
 * no difference; nothing is looked up, so a name is never the same as a number. What a STANAG 4774 label adds counts as far
 * as it can be decided on: the role, and the successors with their moments.
 */
export function saySame(a: WrittenLabel, b: WrittenLabel): boolean {
  return a === b || JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

/** A label as JSON that is the same text for labels that say the same. */
function plain({
  policy,
  classification,
  privacyMark,
  categories,
  unread,
  metadata4774,
}: WrittenLabel): unknown {
  const { role = 'originator', succession } = metadata4774 ?? {};
  return [
    [policy?.oid ?? null, policy?.name ?? null],
    valueText(classification),
    privacyMark ?? null,
    valuesByTag(categories),
    unread.map(({ where, syntax }: UnreadPart) => [where, syntax]),
    role,
    succession === undefined ? null : [instantOf(succession.at), plain(succession.successor)],
  ];
}

/** Each tag set and kind with its values, all in alphabetical order and once. One without values says nothing. */
function valuesByTag(categories: readonly WrittenCategory[]): string[] {
  const values = categories.flatMap(({ tagSet, kind, values }) =>
    values.map((value) => JSON.stringify([tagSet.oid ?? null, tagSet.name ?? null, kind, valueText(value)])),
  );
  return [...new Set(values)].sort();
}

/** `5` of a name and `5n` of a number differ. */
function valueText(value: bigint | string | undefined): string | null {
  if (typeof value === 'bigint') return `number ${value}`;
  return value === undefined ? null : `name ${value}`;
}
