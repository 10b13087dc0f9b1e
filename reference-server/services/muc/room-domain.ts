import { catalogNamespace } from '#labels';
import { element } from '#xml';
import { checkRoomAccess } from '../../enforcement/index.ts';
import { catalogFor } from '../catalog/catalog.ts';
import { shownName } from '../disco/disco.ts';
import { infoNamespace, itemsNamespace } from '../disco/server-features.ts';
import type { Host } from '../host.ts';
import type { Session } from '../im/sessions.ts';
import type { IqService } from '../iq.ts';
import { ping } from '../ping/ping.ts';
import { version } from '../version/version.ts';
import { limitsAt } from './limits.ts';
import { mucNamespace } from './namespaces.ts';
import type { Room } from './room.ts';
import { labelFeatures, nameOf } from './room-disco.ts';

/** What a domain for rooms is and can. XEP-0045 §6.1, §6.2. */
const domainInfo: IqService = {
  type: 'get',
  namespace: infoNamespace,
  name: 'query',
  answer({ payload, session }, host) {
    if (payload.attributes['node'] !== undefined) return { condition: 'item-not-found' };
    const features = [
      infoNamespace,
      itemsNamespace,
      mucNamespace,
      'urn:xmpp:ping',
      'jabber:iq:version',
      ...labelFeatures(session, host),
    ];
    return element(infoNamespace, 'query', {}, [
      element(infoNamespace, 'identity', {
        category: 'conference',
        type: 'text',
        name: shownName('Rooms', host, session),
      }),
      ...features.map((feature) => element(infoNamespace, 'feature', { var: feature })),
    ]);
  },
};

/** The rooms that are on its list, and that whoever asks may know of. XEP-0045 §6.3. */
const domainItems: IqService = {
  type: 'get',
  namespace: itemsNamespace,
  name: 'query',
  answer({ payload, session, stanza: { to } }, host) {
    if (payload.attributes['node'] !== undefined) return { condition: 'item-not-found' };
    const rooms = host.rooms.of(to?.domain ?? '').filter((room) => isListedFor(session, room, host));
    const items = rooms.map((room) =>
      element(itemsNamespace, 'item', { jid: room.jid.bare, name: nameOf(room) }),
    );
    return element(itemsNamespace, 'query', {}, items);
  },
};

/** The labels of the asker's own domain, for the domain for rooms as a whole or for what the request names. */
const domainCatalog: IqService = {
  type: 'get',
  namespace: catalogNamespace,
  name: 'catalog',
  answer: (request, host) =>
    catalogFor(
      request,
      { domain: request.session.jid.domain, to: request.stanza.to?.domain ?? host.domain },
      host,
    ),
};

/** What a domain for rooms answers: one entry a request. */
export const domainServices: readonly IqService[] = [domainInfo, domainItems, ping, version, domainCatalog];

function isListedFor(session: Session, room: Room, { rules }: Host): boolean {
  if (room.isLocked || !room.config.isPublic) return false;
  if (rules.faults.has('disco.rooms')) return true;
  return checkRoomAccess(session, room.jid.domain, limitsAt(room.jid, rules), rules) === undefined;
}
