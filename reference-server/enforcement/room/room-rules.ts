import type { Clearances, Label } from '#policy';

/**
 * What limits one room, by whoever said so: an administrator, and the room's owners. All of it holds: an owner never widens
 * what an administrator has set.
 */
export interface RoomRules {
  /** Each must cover the label of whatever is said in the room. Empty: the room is not limited at this level. */
  readonly clearances: readonly Clearances[];
  /** Each must be the very label of whatever is said in the room. Empty: any label will do. */
  readonly exact: readonly Label[];
  /** The labels on the room itself: whoever is in it is cleared for each. No message is measured by them. */
  readonly access: readonly Label[];
  /** The label that clients show as the room's usual one. It labels nothing. */
  readonly displayed: Label | undefined;
  /** Something in it cannot be understood any longer: nobody enters, and nothing is said. */
  readonly isClosed: boolean;
}

/** What a room's owners set about labels, as it is kept (`labelText`); what it means is looked up under the policies in force. */
export interface RoomLabels {
  /** A message's label has to be covered by one of these, or by `customClearance`. Both left out: the owners do not limit that. */
  readonly clearance?: readonly string[];
  /** A clearance as the owners wrote it: base64 of X.501, or XML of STANAG 4774. */
  readonly customClearance?: string;
  /** Everybody in the room is cleared for this. */
  readonly access?: string;
  /** What clients show as the room's usual label. */
  readonly displayed?: string;
  /** Those of the two that the owners wrote themselves and did not choose from a catalog. */
  readonly custom?: readonly ('access' | 'displayed')[];
  /** What was kept of the room cannot be read any longer: nobody knows what its owners set. */
  readonly isLost?: true;
}

/** What limits the rooms, as provisioned and configured now. */
export interface RoomSource {
  /** By the room's address, whether there is such a room just now or not; `undefined`: it is no address of a room. */
  of(bareJid: string): RoomRules | undefined;
  /** What would limit it if its owners had set this. */
  wouldBe(bareJid: string, labels: RoomLabels): RoomRules | undefined;
}

/** A room that nothing is said about. */
export const unlimitedRoom: RoomRules = {
  clearances: [],
  exact: [],
  access: [],
  displayed: undefined,
  isClosed: false,
};
