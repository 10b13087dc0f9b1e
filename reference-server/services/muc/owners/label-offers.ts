import { isClearedFor, labelName } from '../../../enforcement/index.ts';
import type { CatalogEntry, CatalogLabel } from '../../catalog/catalog-source.ts';
import type { Host } from '../../host.ts';
import type { Session } from '../../im/sessions.ts';
import type { Room } from '../room.ts';

/** The labels that an owner may choose for a room, by what the form calls them: `Catalog:SECRET`. */
export type LabelOffers = ReadonlyMap<string, CatalogLabel>;

/**
 * Those labels of the owner's catalog, or else of that of the rooms' domain, that the owner and the owner's place are cleared
 * for. A name that two labels have is longer, or neither is offered.
 *
 * Source: XEP-0258 §5.2.7.
 */
export function labelOffers(owner: Session, { jid }: Room, host: Host): LabelOffers {
  const catalog = host.catalogs.of(owner.jid.domain) ?? host.catalogs.of(jid.domain);
  const { rules } = host;
  const entries = (catalog?.entries ?? []).flatMap(({ label, selector }) =>
    label !== undefined && (isClearedFor(label, owner, jid.domain, rules) || rules.faults.has('muc.offers'))
      ? [{ label, selector: selector ?? labelName(label, rules) }]
      : [],
  );
  const short = counted(entries.map(({ selector }) => lastOf(selector)));
  const whole = counted(entries.map(({ selector }) => selector));
  return new Map(
    entries.flatMap(({ label, selector }): [string, CatalogLabel][] => {
      if (short.get(lastOf(selector)) === 1) return [[`Catalog:${lastOf(selector)}`, label]];
      return whole.get(selector) === 1 ? [[`Catalog:${selector}`, label]] : [];
    }),
  );
}

/** `SECRET` of `Classified|SECRET`: where it stands in a menu makes no difference here. */
function lastOf(selector: NonNullable<CatalogEntry['selector']>): string {
  return selector.slice(selector.lastIndexOf('|') + 1);
}

function counted(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
