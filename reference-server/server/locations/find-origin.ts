import type { Faults, Origin } from '../../enforcement/index.ts';
import { canonicalAddress } from './address.ts';
import type { NameLookup } from './confirmed-names.ts';
import type { Locations } from './locations.ts';

/**
 * Where a connection comes from, by the address of its other end. Its names are asked for, once, and only while there are
 * rules about names; a connection that was there before the first such rule has none.
 */
export async function findOrigin(
  remoteAddress: string,
  locations: Locations | undefined,
  { namesOf, faults }: { readonly namesOf: NameLookup; readonly faults: Faults },
): Promise<Origin> {
  const address = canonicalAddress(remoteAddress, faults) ?? '';
  const asks = locations !== undefined && locations.names.size > 0;
  return { address, names: asks ? await namesOf(address) : [] };
}
