import { type CatalogItem, type Catalog as WrittenCatalog, writeCatalog } from '#labels';
import { childElements, type Element } from '#xml';
import { mayBeAt } from '../../enforcement/index.ts';
import type { Jid } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import { catalogId } from './catalog-id.ts';
import type { Catalog, CatalogEntry } from './catalog-source.ts';
import { textsFor } from './catalog-texts.ts';

interface Circumstances {
  readonly configured: Catalog;
  readonly asker: Jid;
  readonly target: Jid;
  readonly host: Host;
  readonly itemOf: (entry: CatalogEntry) => CatalogItem;
}

/** The answer as a broken server would write it: the faults `cat.*` (enforcement/faults/faults.ts says each in a sentence). */
export function faultyCatalog(answer: WrittenCatalog, circumstances: Circumstances): Element {
  const { configured, asker, host, itemOf } = circumstances;
  const { faults } = host.rules;
  let items = [...answer.items];
  if (faults.has('cat.filter'))
    items = configured.entries.filter((entry) => entry.label !== undefined).map(itemOf);
  if (faults.has('cat.place')) items = atThePlaceOf(circumstances);
  if (faults.has('cat.empty')) items.push({ selector: '(no label)', isDefault: false });
  if (faults.has('cat.overfilter')) items.pop();
  if (faults.has('cat.default')) items = items.map((item) => ({ ...item, isDefault: true }));
  const hidden = faults.has('cat.id') ? configured.entries.map(itemOf) : items;
  const named = faults.has('cat.names') ? textsFor(configured, configured.entries) : {};
  const element = writeCatalog({
    ...answer,
    ...named,
    items,
    ...(faults.has('cat.to') ? { to: host.domain } : {}),
    size: faults.has('cat.size') ? configured.entries.length : items.length,
    id: catalogId(hidden, configured.restrict),
  });
  const written = faults.has('cat.text') ? withTextLabels(element) : element;
  return faults.has('cat.cache') ? firstOf(asker.full, written) : written;
}

/** What may be wherever the recipient's sessions are. */
function atThePlaceOf({ configured, target, host, itemOf }: Circumstances): CatalogItem[] {
  const sessions = host.sessions.ofUser(target.bare);
  const isCleared = ({ label }: CatalogEntry): boolean =>
    label !== undefined &&
    sessions.every(({ origin }) => mayBeAt(origin, { label, equivalents: [] }, host.rules).grant);
  return configured.entries.filter(isCleared).map(itemOf);
}

const firstAnswers = new Map<string, Element>();

function firstOf(asker: string, answer: Element): Element {
  const first = firstAnswers.get(asker) ?? answer;
  firstAnswers.set(asker, first);
  return first;
}

function withTextLabels(catalog: Element): Element {
  return mapElement(catalog, (each) => (each.name === 'label' ? { ...each, children: ['SECRET'] } : each));
}

function mapElement(parent: Element, change: (element: Element) => Element): Element {
  const { name, namespace, attributes } = parent;
  const children =
    childElements(parent).length === 0
      ? parent.children
      : parent.children.map((child) => (typeof child === 'string' ? child : mapElement(child, change)));
  return change({ name, namespace, attributes, children });
}
