import { element } from '#xml';
import { ownStanza, type RoomRules } from '../../../enforcement/index.ts';
import { namespaces } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import { limitsAt } from '../limits.ts';
import { mucUserNamespace } from '../namespaces.ts';
import type { Room } from '../room.ts';

/** Tells all that are in a room that something about it is another than before, and not what. XEP-0045 §10.2.1. */
export function announceStatus(room: Room, codes: readonly number[], host: Host): void {
  if (host.rules.faults.has('muc.quiet')) return;
  const status = codes.map((code) => element(mucUserNamespace, 'status', { code: String(code) }));
  const message = element(namespaces.client, 'message', {}, [element(mucUserNamespace, 'x', {}, status)]);
  for (const occupant of room.occupants) {
    for (const { jid: to } of occupant.sessions.values()) {
      const session = host.reach(to);
      const stanza = { kind: 'message', type: 'groupchat', from: room.jid, to, element: message } as const;
      if (session !== undefined) host.deliver(session, ownStanza(stanza));
    }
  }
}

/** The code of a changed configuration: all that concerns labels is of that kind. */
export const configurationChanged = 104;

/** Tells the rooms that are limited otherwise than before. */
export function announceChangedLimits(before: ReadonlyMap<Room, RoomRules>, host: Host): void {
  for (const [room, limits] of before) {
    if (!sameLimits(limits, limitsAt(room.jid, host.rules)))
      announceStatus(room, [configurationChanged], host);
  }
}

/** The same words: a label or clearance of each provisioning is an object of its own. */
function sameLimits(one: RoomRules, other: RoomRules): boolean {
  return one === other || wordsOf(one) === wordsOf(other);
}

function wordsOf(limits: RoomRules): string {
  return JSON.stringify(limits, (_name, value: unknown) => {
    if (value instanceof Set) return Array.from<unknown>(value);
    return typeof value === 'bigint' ? String(value) : value;
  });
}
