import { catalogNamespace, securityLabelNamespace } from '#labels';
import { type Element, element } from '#xml';
import { labelName } from '../../enforcement/index.ts';
import { catalogFor } from '../catalog/catalog.ts';
import { shownName } from '../disco/disco.ts';
import { infoNamespace, itemsNamespace } from '../disco/server-features.ts';
import { flagValues, writeForm } from '../forms/form.ts';
import type { Host } from '../host.ts';
import type { Session } from '../im/sessions.ts';
import { isAtLeast } from './affiliation.ts';
import { limitsAt } from './limits.ts';
import { mucNamespace } from './namespaces.ts';
import type { Room } from './room.ts';
import type { RoomService } from './room-service.ts';

/**
 * What a room is and can, for whoever may know of it. Also, by their nodes: the nickname that is kept for whoever asks, and
 * that the room lets through any extension.
 *
 * Source: XEP-0045 §6.4, §7.12, §15.5.4, §17.2; XEP-0258 §5.2.1.
 */
export const roomInfo: RoomService = {
  type: 'get',
  namespace: infoNamespace,
  name: 'query',
  answer({ payload, room, session, stanza }, host) {
    const { node } = payload.attributes;
    if (node === 'x-roomuser-item') return reservedNick(node, room, session);
    // XEP-0045 §17.2: a list would say that everything else is taken out
    if (node === 'http://jabber.org/protocol/muc#traffic') return { condition: 'feature-not-implemented' };
    if (node !== undefined) return { condition: 'item-not-found' };
    const name = shownName(nameOf(room), host, session);
    return element(infoNamespace, 'query', {}, [
      element(infoNamespace, 'identity', { category: 'conference', type: 'text', name }),
      ...featuresOf(room, session, host).map((feature) =>
        element(infoNamespace, 'feature', { var: feature }),
      ),
      formOf(room, session, stanza.lang, host),
    ]);
  },
};

/** Who is in the room, for those who are too. XEP-0045 §6.5. */
export const roomItems: RoomService = {
  type: 'get',
  namespace: itemsNamespace,
  name: 'query',
  answer({ payload, room, session }) {
    if (payload.attributes['node'] !== undefined) return { condition: 'item-not-found' };
    const isInside = room.occupantOf(session.jid) !== undefined;
    const shown = isInside ? [...room.occupants].filter(({ role }) => isShown(role, room)) : [];
    const items = shown.map(({ jid, nick: name }) =>
      element(itemsNamespace, 'item', { jid: jid.full, name }),
    );
    return element(itemsNamespace, 'query', {}, items);
  },
};

/** The labels of the asker's own domain that the room takes from the asker, or that somebody in it may have. XEP-0258 §4, §5.2.1. */
export const roomCatalog: RoomService = {
  type: 'get',
  namespace: catalogNamespace,
  name: 'catalog',
  answer: (request, host) =>
    catalogFor(request, { domain: request.session.jid.domain, to: request.room.jid.bare }, host),
};

/** What people call a room that nobody has named. */
export function nameOf({ config, jid }: Room): string {
  return config.name === '' ? jid.local : config.name;
}

/** Those that say that labels are served, for whoever asks: a catalog is that of the asker's own domain. */
export function labelFeatures({ jid }: Session, { catalogs, rules: { faults } }: Host): string[] {
  const features = faults.has('disco.label') ? [] : [securityLabelNamespace];
  const hasCatalog = catalogs.of(jid.domain) !== undefined;
  return hasCatalog && !faults.has('disco.catalog') ? [...features, catalogNamespace] : features;
}

function featuresOf({ config }: Room, session: Session, host: Host): string[] {
  return [
    infoNamespace,
    itemsNamespace,
    mucNamespace,
    `${mucNamespace}#self-ping-optimization`,
    `${mucNamespace}#stable_id`,
    config.isPublic ? 'muc_public' : 'muc_hidden',
    config.isPersistent ? 'muc_persistent' : 'muc_temporary',
    config.isMembersOnly ? 'muc_membersonly' : 'muc_open',
    config.isModerated ? 'muc_moderated' : 'muc_unmoderated',
    config.password === '' ? 'muc_unsecured' : 'muc_passwordprotected',
    config.whois === 'anyone' ? 'muc_nonanonymous' : 'muc_semianonymous',
    ...labelFeatures(session, host),
  ];
}

/** The usual label has no field that is registered: Clark notation, as XEP-0068 §4 has it for names of one's own. */
function formOf(room: Room, session: Session, lang: string | undefined, host: Host): Element {
  const { config } = room;
  const { displayed } = limitsAt(room.jid, host.rules);
  const subject = seesSubject(room, session, host) ? (room.subject?.text ?? '') : undefined;
  return writeForm({
    type: 'result',
    formType: `${mucNamespace}#roominfo`,
    fields: [
      { var: 'muc#roominfo_description', values: [config.description] },
      { var: 'muc#roominfo_occupants', values: [String(room.size)] },
      { var: 'muc#roominfo_subjectmod', values: flagValues(config.canChangeSubject) },
      ...(config.language === '' ? [] : [{ var: 'muc#roominfo_lang', values: [config.language] }]),
      ...(subject === undefined ? [] : [{ var: 'muc#roominfo_subject', values: [subject] }]),
      ...(displayed === undefined || host.rules.faults.has('disco.usual')
        ? []
        : [
            {
              var: `{${securityLabelNamespace}}default-label`,
              values: [labelName(displayed, host.rules, lang)],
            },
          ]),
    ],
  });
}

/** The subject is for those who are in the room or could just enter. A subject that was checked is shown inside alone. */
function seesSubject(room: Room, { jid }: Session, { rules }: Host): boolean {
  if (rules.subject === 'enforce' || room.subject?.held !== undefined) return false;
  if (room.occupantOf(jid) !== undefined) return true;
  const { isMembersOnly, password } = room.config;
  const affiliation = room.affiliationOf(jid.bare);
  return isAtLeast(affiliation, isMembersOnly ? 'member' : 'none') && password === '';
}

function isShown(role: string, { config }: Room): boolean {
  return [...config.showsRoles].some((shown) => shown === role);
}

function reservedNick(node: string, { reservedNicks }: Room, { jid }: Session): Element {
  const name = reservedNicks.get(jid.bare);
  const identity =
    name === undefined
      ? []
      : [element(infoNamespace, 'identity', { category: 'conference', type: 'text', name })];
  return element(infoNamespace, 'query', { node }, identity);
}
