import type { Clearances, Label, Policies } from '#policy';
import type { AccessLabels, MarkingMode, PeerRules, RoomRules, Rules } from '../../enforcement/index.ts';
import type { Catalog } from '../../services/index.ts';
import type { Locations } from '../locations/locations.ts';

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
  /** Is that what the server's certificate states? */
  readonly isServerCertified: boolean;
  /** Is the directory asked for the clearances of users without one of their own? */
  readonly usesDirectory: boolean;
  readonly domains: ReadonlyMap<string, Clearances>;
  /** `undefined`: locations are not limited. */
  readonly locations: Locations | undefined;
  readonly access: AccessLabels;
  /** By domain, as `read-peers.ts` has it. */
  readonly peers: ReadonlyMap<string, PeerRules>;
  /** By address; a room that is not in it is not limited. */
  readonly rooms: ReadonlyMap<string, RoomRules>;
  readonly catalogs: ReadonlyMap<string, Catalog>;
  /** By bare JID. */
  readonly denials: Rules['denials'];
  readonly presenceLabels: Rules['presenceLabels'];
  readonly catalogReveals: Rules['catalogReveals'];
  readonly iq: Rules['iq'];
  readonly announcers: Rules['announcers'];
  readonly withheld: Rules['withheld'];
  readonly storedLabel: Rules['storedLabel'];
  readonly contentFree: Rules['contentFree'];
  readonly subject: Rules['subject'];
  readonly syntaxes: Rules['syntaxes'];
  readonly unknownLabel: Rules['unknownLabel'];
  readonly marking: MarkingMode;
  readonly stamp: boolean;
}
