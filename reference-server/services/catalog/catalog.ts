import { type CatalogItem, catalogNamespace, writeCatalog } from '#labels';
import {
  isUndecidable,
  stampLabel,
  unlabelledWouldPass,
  type Way,
  wouldPass,
} from '../../enforcement/index.ts';
import { type Jid, parseJid, type StanzaError } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import { type IqRequest, type IqService, unavailable } from '../iq.ts';
import { catalogId } from './catalog-id.ts';
import type { Catalog, CatalogEntry } from './catalog-source.ts';
import { textsFor } from './catalog-texts.ts';
import { faultyCatalog } from './faulty-catalog.ts';

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
    const configured = host.catalogs.of(host.domain);
    if (configured === undefined || request.at === 'other-account') return unavailable;
    const asker = askerOf(request, host);
    const target = targetOf(request, host);
    if ('condition' in asker) return asker;
    if ('condition' in target) return target;
    const { lang } = request.stanza;
    const write = (entry: CatalogEntry): CatalogItem => itemOf(entry, configured, lang, host);
    const hidesRecipient = !isRevealed(asker, target, host);
    const way = { from: asker, origin: request.session.origin, to: target, hidesRecipient };
    if (isUndecidable(way, host.rules)) return { condition: 'resource-constraint' };
    const shown = passing(configured, way, host);
    const items = shown.map(write);
    const answer = {
      to: target.full,
      ...textsFor(configured, shown),
      id: catalogId(items, configured.restrict),
      size: items.length,
      ...(configured.restrict ? { restrict: true } : {}),
      items,
    };
    return host.rules.faults.size === 0
      ? writeCatalog(answer)
      : faultyCatalog(answer, { configured, asker, target, host, itemOf: write });
  },
};

/** Who asks is who sent the iq. A `from` in the catalog may repeat that and nothing else (XEP-0258 §4). */
function askerOf({ stanza, payload }: IqRequest, host: Host): Jid | StanzaError {
  const claimed = payload.attributes['from'];
  if (claimed === undefined) return stanza.from;
  const jid = parseJid(claimed);
  if (jid !== undefined && host.rules.faults.has('cat.from')) return jid;
  return jid?.bare === stanza.from.bare ? stanza.from : { condition: 'bad-request' };
}

function targetOf({ payload }: IqRequest, host: Host): Jid | StanzaError {
  const jid = parseJid(payload.attributes['to'] ?? host.domain);
  if (jid === undefined) return { condition: 'jid-malformed' };
  const { faults } = host.rules;
  if (faults.has('cat.exists') && jid.local !== '' && !host.hasAccount(jid.bare))
    return { condition: 'item-not-found' };
  return host.serves(jid.domain) ? jid : { condition: 'item-not-found' };
}

/**
 * May the asker learn what the recipient is cleared for, as every catalog for a recipient tells by what it leaves out?
 * Not asked is who exists: an address without an account has the clearance of users without one of their own.
 */
function isRevealed(asker: Jid, target: Jid, { rules, rosters }: Host): boolean {
  if (rules.catalogReveals === 'all' || rules.faults.has('cat.reveal') || asker.bare === target.bare)
    return true;
  return (
    rules.catalogReveals === 'contacts' && rosters.rosterItem(target.bare, asker.bare)?.fromContact === true
  );
}

function passing(configured: Catalog, way: Way, host: Host): CatalogEntry[] {
  return configured.entries.filter(({ label }) =>
    label === undefined ? unlabelledWouldPass(way, host.rules) : wouldPass(label, way, host.rules),
  );
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
