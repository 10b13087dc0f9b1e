/** What a domain does with stanzas that enforcement let through: it asks enforcement and never decides about a label itself. */
export { catalog } from './catalog/catalog.ts';
export type { Catalog, CatalogEntry, CatalogSource } from './catalog/catalog-source.ts';
export { capabilities } from './disco/capabilities.ts';
export { discoInfo, discoItems } from './disco/disco.ts';
export type { Host } from './host.ts';
export { carbonOf, disableCarbons, enableCarbons, isCopied } from './im/carbons.ts';
export { endClosedSubscriptions } from './im/closed-subscriptions.ts';
export { leave, takePresence } from './im/presence.ts';
export { rosterGet, rosterSet } from './im/roster.ts';
export type { ContactState, RosterItem, RosterStore } from './im/roster-store.ts';
export { type Session, Sessions } from './im/sessions.ts';
export { answerIq, type IqRequest, type IqService, unavailable } from './iq.ts';
export { evictUncleared, limitsOfRooms } from './muc/evict.ts';
export { mayStillSee } from './muc/may-still-see.ts';
export { announceChangedLimits } from './muc/notice.ts';
export { takeOccupantError } from './muc/occupant-error.ts';
export { restoreRooms } from './muc/restore-rooms.ts';
export { takeRoomIq } from './muc/room-iq.ts';
export { takeContentFree } from './muc/take-content-free.ts';
export { refusalOfRoom } from './muc/take-invitation.ts';
export type { RoomStore } from './muc/room-store.ts';
export { Rooms } from './muc/rooms.ts';
export { takeRoomMessage } from './muc/take-message.ts';
export { leaveAllRooms, takeRoomPresence } from './muc/take-presence.ts';
export { takeSubject } from './muc/take-subject.ts';
export {
  type Addresses,
  addressesFor,
  type Recipient,
  readAddresses,
} from './multicast/addresses.ts';
export { ping } from './ping/ping.ts';
export { version } from './version/version.ts';
