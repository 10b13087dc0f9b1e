import type { LabelledStanza } from '../../enforcement/index.ts';

/** What enforcement calls a label; a service passes it on and never looks inside. */
export type CatalogLabel = LabelledStanza['label'];

/** One label on offer, or (without a label) the offer to use none. */
export interface CatalogEntry {
  readonly label?: CatalogLabel;
  /** Where it stands in a menu: `Classified|SECRET`. XEP-0258 §4. */
  readonly selector?: string;
  readonly isDefault: boolean;
}

/** The labels that a domain has for its users, before anything is filtered. */
export interface Catalog {
  readonly name?: string;
  readonly description?: string;
  readonly entries: readonly CatalogEntry[];
  /** Labels outside the catalog are refused. */
  readonly restrict: boolean;
  /** Its labels are written in STANAG 4774, as made at this time (xs:dateTime); left out: in ESS. */
  readonly created4774?: string;
}

/** The catalogs of the domains, as provisioned now. */
export interface CatalogSource {
  of(domain: string): Catalog | undefined;
}
