import { childElements, type Element, element } from '#xml';
import { ownStanza } from '../../../enforcement/index.ts';
import { type Jid, namespaces, type Stanza, withChildren } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import { hasRole, type Role } from '../affiliation.ts';
import { mucNamespace, mucUserNamespace } from '../namespaces.ts';
import { lastSession, type Occupant } from '../occupant.ts';
import type { Room } from '../room.ts';
import type { RoomConfig } from '../room-config.ts';

/** What is told of an occupant beside the presence itself. */
export interface Telling {
  /** XEP-0045 §15.6. */
  readonly status?: readonly number[];
  /** Those that only the session is told whose presence it is: it has just entered. */
  readonly ownStatus?: readonly number[];
  /** A nickname that is said besides the address: the new one, or one that is kept for somebody who is not there. */
  readonly newNick?: string;
  /** Why an administrator did it, and who. */
  readonly reason?: string;
  readonly actor?: string;
  /** What stands in place of the occupant's own role: `none` on leaving. */
  readonly role?: Role;
  /** More of what is said in the room's name: that it is gone. */
  readonly more?: Element;
}

/** Tells all that are in the room of one of them, and the one last. Presence is not label-checked (XEP-0258 §5.3). */
export function tellAll(room: Room, about: Occupant, presence: Stanza, telling: Telling, host: Host): void {
  for (const occupant of room.occupants) {
    if (occupant !== about && isShownTo(occupant, about, room))
      tell(room, occupant, about, presence, telling, host);
  }
  tell(room, about, about, presence, telling, host);
}

/** Tells one occupant, on all its sessions, of another or of itself. */
export function tell(
  room: Room,
  occupant: Occupant,
  about: Occupant,
  presence: Stanza,
  telling: Telling,
  host: Host,
): void {
  for (const { jid } of occupant.sessions.values())
    tellSession(room, { occupant, jid }, { about, presence }, telling, host);
}

/** The same to one session alone: it has just entered. */
export function tellSession(
  room: Room,
  to: { readonly occupant: Occupant; readonly jid: Jid },
  { about, presence }: { readonly about: Occupant; readonly presence: Stanza },
  telling: Telling,
  host: Host,
): void {
  const session = host.reach(to.jid);
  if (session === undefined) return;
  const isOwn = to.occupant === about;
  const isSender = isOwn && presence.from.full === to.jid.full;
  const said = isSender ? telling : { ...telling, ownStatus: [] };
  const shown = isOwn ? to.jid.full : addressFor(to.occupant, about, room);
  const x = describe(room, about, said, { isOwn, jid: shown });
  const children = childElements(presence.element).filter(isOfClient);
  const { kind, type } = presence;
  const { lang } = presence;
  const stanza: Stanza = {
    kind,
    type,
    from: about.jid,
    to: to.jid,
    ...(presence.id !== undefined && isSender ? { id: presence.id } : {}),
    ...(lang === undefined ? {} : { lang }),
    element: element(namespaces.client, 'presence'),
  };
  host.deliver(session, ownStanza(withChildren(stanza, [...children, x])));
}

/** Occupants of a role that the room keeps to itself are shown to themselves and to moderators. XEP-0045 §10.2 (presencebroadcast). */
export function isShownTo(occupant: Occupant, about: Occupant, { config }: Room): boolean {
  return occupant === about || isShown(about.role, occupant.role, config);
}

/** Is somebody of the one role shown to somebody of the other? */
export function isShown(about: Role, to: Role, { showsRoles }: RoomConfig): boolean {
  return (about !== 'none' && showsRoles.has(about)) || hasRole(to, 'moderator');
}

/** Does this occupant learn the others' real addresses? XEP-0045 §4.2 (semi-anonymous, non-anonymous). */
export function knowsAddresses(occupant: Occupant, { config }: Room): boolean {
  return config.whois === 'anyone' || hasRole(occupant.role, 'moderator');
}

/** The real address of one occupant as another learns it; that of the account, where it has no session there. */
function addressFor(occupant: Occupant, about: Occupant, room: Room): string | undefined {
  return knowsAddresses(occupant, room) ? (lastSession(about)?.jid.full ?? about.user) : undefined;
}

/** What the room says itself, nobody else may. */
function isOfClient({ namespace }: Element): boolean {
  return namespace !== mucNamespace && namespace !== mucUserNamespace;
}

function describe(
  room: Room,
  about: Occupant,
  { status = [], ownStatus = [], newNick, reason, actor, role = about.role, more }: Telling,
  { isOwn, jid }: { readonly isOwn: boolean; readonly jid: string | undefined },
): Element {
  const item = {
    affiliation: room.affiliationOf(about.user),
    role,
    jid,
    nick: newNick,
  };
  const said = [
    ...(actor === undefined ? [] : [element(mucUserNamespace, 'actor', { nick: actor })]),
    ...(reason === undefined ? [] : [element(mucUserNamespace, 'reason', {}, [reason])]),
  ];
  const codes = isOwn ? [...status, ...ownStatus, 110] : status;
  return element(mucUserNamespace, 'x', {}, [
    element(mucUserNamespace, 'item', item, said),
    ...(more === undefined ? [] : [more]),
    ...codes.map((code) => element(mucUserNamespace, 'status', { code: String(code) })),
  ]);
}
