import type { Clearances, Label, Policies } from '#policy';
import type { MarkingMode } from '../../enforcement/index.ts';
import type { Catalog } from '../../services/index.ts';

/** Provisioning as it is used: every name looked up, nothing left to go wrong. */
export interface Provisioned {
  /** The governing policy's defaults are those in force. */
  readonly policies: Policies;
  /** The default label that the governing policy's SPIF has of its own. */
  readonly spifLabel: Label | undefined;
  /** By bare JID. */
  readonly users: ReadonlyMap<string, Clearances>;
  readonly anyUser: Clearances | undefined;
  /** `undefined`: not limited at this level. */
  readonly server: Clearances | undefined;
  readonly domains: ReadonlyMap<string, Clearances>;
  readonly catalogs: ReadonlyMap<string, Catalog>;
  readonly marking: MarkingMode;
  readonly stamp: boolean;
}
