import { LabelError, type WrittenCategory, type WrittenClearance, type WrittenLabel } from '#labels';

/**
 * A label that no policy was asked about, in words: policy and tag sets by name where the syntax has names, else by OID,
 * values as it has them. `readLabelValue` takes it back.
 *
 * @throws LabelError `label-inexpressible` for what words have no place for
 */
export function writtenLabelWords(label: WrittenLabel): object {
  const { policy, classification, categories, privacyMark, unread } = label;
  refuseUnread(unread);
  if (policy === undefined) throw new LabelError('label-inexpressible', 'label without a policy');
  return {
    policy: nameOf(policy),
    ...(classification === undefined ? {} : { classification: word(classification) }),
    ...categoryWords(categories),
    ...(privacyMark === undefined ? {} : { privacyMark }),
  };
}

/** A clearance likewise, for `readClearanceValue`. @throws LabelError `label-inexpressible` */
export function writtenClearanceWords({
  policy,
  classifications,
  categories,
  unread,
}: WrittenClearance): object {
  refuseUnread(unread);
  return { policy: nameOf(policy), classifications: classifications.map(word), ...categoryWords(categories) };
}

function categoryWords(categories: readonly WrittenCategory[]): object {
  if (categories.length === 0) return {};
  const byTagSet = Map.groupBy(categories, ({ tagSet }) => nameOf(tagSet));
  const entries = [...byTagSet].map(
    ([name, some]) => [name, some.flatMap(({ values }) => values.map(word))] as const,
  );
  return { categories: Object.fromEntries(entries) };
}

function nameOf({ name, oid }: { readonly name?: string; readonly oid?: string }): string {
  return name ?? oid ?? '';
}

/** JSON keeps numbers up to 2^53 as they are. */
function word(value: bigint | string): number | string {
  if (typeof value === 'string') return value;
  if (value <= Number.MAX_SAFE_INTEGER) return Number(value);
  throw new LabelError('label-inexpressible', `number \`${value}\``);
}

function refuseUnread([first]: WrittenLabel['unread']): void {
  if (first !== undefined)
    throw new LabelError('label-inexpressible', `${first.where} in syntax \`${first.syntax}\``);
}
