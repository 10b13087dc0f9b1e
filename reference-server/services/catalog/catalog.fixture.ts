import { clearedFor, labelNamed } from '../../enforcement/rules.fixture.ts';
import type { Catalog, CatalogEntry } from './catalog-source.ts';

export { clearedFor };

/** An item with a label of fixtures/labels.yaml. */
export function entry(name: string): CatalogEntry {
  return { label: labelNamed(name), isDefault: false };
}

/** A catalog of labels of fixtures/labels.yaml; the first is the default. */
export function catalogOf(...names: readonly string[]): Catalog {
  const entries = names.map((name, at) => ({ ...entry(name), isDefault: at === 0 }));
  return { name: 'Labels', description: 'All of them', entries, restrict: false };
}
