/** What a domain does with stanzas that enforcement let through: it asks enforcement and never decides about a label itself. */
export { catalog } from './catalog/catalog.ts';
export type { Catalog, CatalogEntry, CatalogSource } from './catalog/catalog-source.ts';
export { capabilities } from './disco/capabilities.ts';
export { discoInfo, discoItems } from './disco/disco.ts';
export type { Host } from './host.ts';
export { carbonOf, disableCarbons, enableCarbons, isCopied } from './im/carbons.ts';
export { endClosedSubscriptions } from './im/closed-subscriptions.ts';
export { leave, takePresence } from './im/presence.ts';
export { takePresenceFromPeer } from './im/presence-from-peer.ts';
export { rosterGet, rosterSet } from './im/roster.ts';
export type { ContactState, RosterItem, RosterStore } from './im/roster-store.ts';
export { type Session, Sessions } from './im/sessions.ts';
export { watches } from './im/watching.ts';
export { answerIq, type IqRequest, type IqService, unavailable } from './iq.ts';
export { evictUncleared, limitsOfRooms } from './muc/entering/evict.ts';
export { mayStillSee } from './muc/entering/may-still-see.ts';
export { restoreRooms } from './muc/kept/restore-rooms.ts';
export type { RoomStore } from './muc/kept/room-store.ts';
export { takeRoomIq } from './muc/room-iq.ts';
export { Rooms } from './muc/rooms.ts';
export { announceChangedLimits } from './muc/said/notice.ts';
export { takeOccupantError } from './muc/said/occupant-error.ts';
export { takeContentFree } from './muc/said/take-content-free.ts';
export { refusalOfRoom } from './muc/said/take-invitation.ts';
export { takeSubject } from './muc/said/take-subject.ts';
export { takeRoomMessage } from './muc/take-message.ts';
export { leaveAllRooms, takeRoomPresence } from './muc/take-presence.ts';
export {
  type Addresses,
  addressesFor,
  type Recipient,
  readAddresses,
} from './multicast/addresses.ts';
export { ping } from './ping/ping.ts';
export { version } from './version/version.ts';
