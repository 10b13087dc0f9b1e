import { createHash } from 'node:crypto';
import type { CatalogItem } from '#labels';
import { serialize } from '#xml';

/**
 * A catalog's id: the same as long as what its asker sees is the same. It is made from the items that are sent, so that a
 * change of a hidden one does not show. XEP-0258 §4.
 */
export function catalogId(items: readonly CatalogItem[], restrict: boolean): string {
  const hash = createHash('sha256').update(String(restrict));
  for (const { selector, isDefault, securityLabel } of items) {
    hash.update(
      JSON.stringify([selector, isDefault, securityLabel === undefined ? '' : serialize(securityLabel)]),
    );
  }
  return hash.digest('hex').slice(0, 16);
}
