import { type CatalogItem, catalogNamespace, writeCatalog } from '#labels';
import type { Element } from '#xml';
import {
  isDisplayed,
  isUndecidable,
  stampLabel,
  unlabelledWouldPass,
  type Way,
  wouldPass,
} from '../../enforcement/index.ts';
import { type Jid, parseJid, type StanzaError } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import type { Session } from '../im/sessions.ts';
import { type IqRequest, type IqService, unavailable } from '../iq.ts';
import { catalogId } from './catalog-id.ts';
import type { Catalog, CatalogEntry } from './catalog-source.ts';
import { textsFor } from './catalog-texts.ts';
import { faultyCatalog } from './faulty-catalog.ts';
import { targetOf } from './target.ts';

/**
 * The labels that its asker may send to one address: those of the domain's catalog that would pass every check on that
 * way. The checks themselves are asked, so a label that is offered is one that passes, unless the mode keeps what the
 * recipient is cleared for from the asker.
 *
 * Source: XEP-0258 §4.
 */
export const catalog: IqService = {
  type: 'get',
  namespace: catalogNamespace,
  name: 'catalog',
  answer(request, host) {
    if (request.at === 'other-account' || isMapped(request.session, host)) return unavailable;
    return catalogFor(request, { domain: host.domain, to: host.domain }, host);
  },
};

/**
 * The catalog of a domain for one who asks, for the address that the request names, or for `to`. For a room, or somebody in one,
 * it has the room's usual label as its default.
 */
export function catalogFor(
  request: Pick<IqRequest, 'stanza' | 'payload' | 'session'>,
  { domain, to }: { readonly domain: string; readonly to: string },
  host: Host,
): Element | StanzaError {
  const configured = host.catalogs.of(domain);
  if (configured === undefined) return unavailable;
  const asker = askerOf(request, host);
  const target = targetOf(request, to, host);
  if ('condition' in asker) return asker;
  if ('condition' in target) return target;
  const { jid, way } = target;
  const { origin } = request.session;
  const peer = request.session.peer && asker.domain;
  const whole: Way = { from: asker, origin, peer, to: jid, ...way(asker) };
  if (isUndecidable(whole, host.rules)) return { condition: 'resource-constraint' };
  const { lang } = request.stanza;
  const write = (entry: CatalogEntry): CatalogItem => itemOf(entry, configured, lang, host);
  const shown = passing(configured, whole, host);
  const isPlain = host.rules.faults.has('cat.room-default');
  const items = (isPlain ? shown : withDefault(whole.room, shown)).map(write);
  const answer = {
    to: jid.full,
    ...textsFor(configured, shown),
    id: catalogId(items, configured.restrict),
    size: items.length,
    ...(configured.restrict ? { restrict: true } : {}),
    items,
  };
  return host.rules.faults.size === 0
    ? writeCatalog(answer)
    : faultyCatalog(answer, { configured, asker, target: jid, host, itemOf: write });
}

/** What is said otherwise at the peer than here is no use to anybody there. */
function isMapped({ peer }: Session, { domain, rules }: Host): boolean {
  return peer !== undefined && rules.peers.between(domain, peer).mapping !== undefined;
}

/**
 * Who asks is who sent the iq. A `from` in the catalog may repeat that; a peer itself asks for one of its users so, and nobody
 * else names another (XEP-0258 §4).
 */
function askerOf(
  { stanza, payload, session }: Pick<IqRequest, 'stanza' | 'payload' | 'session'>,
  host: Host,
): Jid | StanzaError {
  const claimed = payload.attributes['from'];
  if (claimed === undefined) return stanza.from;
  const jid = parseJid(claimed);
  if (jid !== undefined && host.rules.faults.has('cat.from')) return jid;
  if (jid !== undefined && stanza.from.full === session.peer && jid.full === `${jid.local}@${session.peer}`)
    return jid;
  return jid?.bare === stanza.from.bare ? stanza.from : { condition: 'bad-request' };
}

function passing(configured: Catalog, way: Way, host: Host): CatalogEntry[] {
  return configured.entries.filter(({ label }) =>
    label === undefined ? unlabelledWouldPass(way, host.rules) : wouldPass(label, way, host.rules),
  );
}

/** A room's usual label is the default of what is on offer there, and no other is. */
function withDefault(room: Way['room'], entries: readonly CatalogEntry[]): readonly CatalogEntry[] {
  if (room?.limits.displayed === undefined) return entries;
  return entries.map((entry) => ({
    ...entry,
    isDefault: entry.label !== undefined && isDisplayed(entry.label, room.limits),
  }));
}

/** With the marking in the language that the asker speaks. */
function itemOf(
  { label, selector, isDefault }: CatalogEntry,
  { created4774 }: Catalog,
  lang: string | undefined,
  host: Host,
): CatalogItem {
  if (label === undefined) return { selector: selector ?? '(no label)', isDefault };
  const created = host.rules.faults.has('cat.syntax') ? undefined : created4774;
  const securityLabel = stampLabel(label, host.rules, lang, created);
  return { selector: selector ?? markingText(securityLabel), isDefault, securityLabel };
}

function markingText(securityLabel: CatalogItem['securityLabel'] & object): string {
  const [marking] = securityLabel.children;
  const [text] = typeof marking === 'object' ? marking.children : [];
  // `|` divides a selector into menu levels
  return typeof text === 'string' ? text.replaceAll('|', '/') : '';
}
