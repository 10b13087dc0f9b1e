import type { WrittenLabel } from '#labels';
import type { Label } from '#policy';

/** The label as a syntax of numbers writes it (ESS): by OID and value, one category entry a tag. */
export function writtenForm(label: Label): WrittenLabel {
  const tags = new Set(label.categories.map((category) => category.tag));
  return {
    policy: { oid: label.policy },
    classification: label.classification.lacv,
    categories: [...tags].map((tag) => ({
      tagSet: { oid: tag.tagSet.oid },
      kind: tag.kind,
      values: label.categories.filter((category) => category.tag === tag).map((category) => category.lacv),
    })),
    unread: [],
    ...(label.privacyMark === undefined ? {} : { privacyMark: label.privacyMark }),
  };
}
