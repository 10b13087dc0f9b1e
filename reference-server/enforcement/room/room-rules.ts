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

/** What limits the rooms, as provisioned and configured now. */
export interface RoomSource {
  /** By the room's address, whether there is such a room just now or not; `undefined`: it is no address of a room. */
  of(bareJid: string): RoomRules | undefined;
}

/** A room that nothing is said about. */
export const unlimitedRoom: RoomRules = {
  clearances: [],
  exact: [],
  access: [],
  displayed: undefined,
  isClosed: false,
};
