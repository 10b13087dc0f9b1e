import { childElements, type Element, element } from '#xml';
import { ownStanza } from '../../enforcement/index.ts';
import { type Jid, namespaces, type Stanza, withChildren } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import { hasRole, type Role } from './affiliation.ts';
import { mucNamespace, mucUserNamespace } from './namespaces.ts';
import type { Occupant } from './occupant.ts';
import type { Room } from './room.ts';

/** What is told of an occupant beside the presence itself. */
export interface Telling {
  /** XEP-0045 §15.6. */
  readonly status?: readonly number[];
  /** Those that only the occupant is told. */
  readonly ownStatus?: readonly number[];
  /** The new nickname, where it changes. */
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
    if (occupant !== about && isShownTo(occupant, about, telling, room))
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
  const session = host.sessions.find(to.jid);
  if (session === undefined) return;
  const isOwn = to.occupant === about;
  const x = describe(room, about, telling, { isOwn, knowsAddress: knowsAddresses(to.occupant, room) });
  const children = childElements(presence.element).filter(isOfClient);
  const { kind, type } = presence;
  const { lang } = presence;
  const stanza: Stanza = {
    kind,
    type,
    from: about.jid,
    to: to.jid,
    ...(presence.id !== undefined && isOwn ? { id: presence.id } : {}),
    ...(lang === undefined ? {} : { lang }),
    element: element(namespaces.client, 'presence'),
  };
  host.deliver(session, ownStanza(withChildren(stanza, [...children, x])));
}

/** Occupants of a role that the room keeps to itself are shown to themselves and to moderators. XEP-0045 §10.2 (presencebroadcast). */
function isShownTo(
  occupant: Occupant,
  about: Occupant,
  { role = about.role }: Telling,
  { config }: Room,
): boolean {
  if (role === 'none') return true;
  return config.showsRoles.has(role) || hasRole(occupant.role, 'moderator');
}

/** Does this occupant learn the others' real addresses? XEP-0045 §4.2 (semi-anonymous, non-anonymous). */
export function knowsAddresses(occupant: Occupant, { config }: Room): boolean {
  return config.whois === 'anyone' || hasRole(occupant.role, 'moderator');
}

/** What the room says itself, nobody else may. */
function isOfClient({ namespace }: Element): boolean {
  return namespace !== mucNamespace && namespace !== mucUserNamespace;
}

function describe(
  room: Room,
  about: Occupant,
  { status = [], ownStatus = [], newNick, reason, actor, role = about.role, more }: Telling,
  { isOwn, knowsAddress }: { readonly isOwn: boolean; readonly knowsAddress: boolean },
): Element {
  const [session] = about.sessions.values();
  const item = {
    affiliation: room.affiliationOf(about.user),
    role,
    jid: knowsAddress ? session?.jid.full : undefined,
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
