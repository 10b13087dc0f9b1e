import type { Clearances } from '#policy';
import type { ClearanceSource, Faults, Origin } from '../../enforcement/index.ts';
import { type Address, readAddress } from './address.ts';
import { type AddressRange, isIn } from './address-range.ts';

/** What is provisioned about locations. */
export interface Locations {
  /** In the order in which they were written. */
  readonly ranges: readonly RangeRule[];
  /** By host name, in lower case. */
  readonly names: ReadonlyMap<string, Clearances>;
  /** Of an address that no rule is about. */
  readonly elsewhere: Clearances;
}

/** What one range of addresses is cleared for. */
export interface RangeRule {
  readonly range: AddressRange;
  readonly clearances: Clearances;
}

/** The clearances of places under one provisioning, worked out once for each session's origin. */
export function clearancesOfPlaces(
  locations: Locations | undefined,
  faults: Faults,
): ClearanceSource['ofLocation'] {
  if (locations === undefined) return () => undefined;
  const known = new WeakMap<Origin, { readonly clearances: Clearances | undefined }>();
  return (origin) => {
    const before = origin && known.get(origin);
    if (before !== undefined) return before.clearances;
    const clearances = clearancesAt(origin, locations, faults);
    if (origin !== undefined) known.set(origin, { clearances });
    return clearances;
  };
}

/**
 * What a place is cleared for. The rule for that one address counts before that for its name, a name before a range, a
 * longer prefix before a shorter one, and `elsewhere` last. A place that is not known, or whose names have different
 * rules, is cleared for nothing. `undefined`: not limited (a fault).
 */
export function clearancesAt(
  origin: Origin | undefined,
  locations: Locations,
  faults: Faults,
): Clearances | undefined {
  const address = origin === undefined ? undefined : readAddress(origin.address, faults);
  if (origin === undefined || address === undefined) return nothing;
  const rule = ruleFor(address, locations, faults);
  if (rule?.range.isSingle === true) return rule.clearances;
  // By name and not by clearance: two rules are two, also where they say the same
  const [named, another] = clearancesNamed(new Set(origin.names), locations);
  if (another !== undefined) return nothing;
  return named ?? rule?.clearances ?? (faults.has('loc.unknown') ? undefined : locations.elsewhere);
}

const nothing: Clearances = [];

function ruleFor(address: Address, { ranges }: Locations, faults: Faults): RangeRule | undefined {
  let longest: RangeRule | undefined;
  for (const rule of ranges) {
    if (!isIn(rule.range, address) || (rule.range.isMapped && faults.has('loc.mapped'))) continue;
    if (faults.has('loc.order')) return rule;
    if (longest === undefined || rule.range.bits > longest.range.bits) longest = rule;
  }
  return longest;
}

function clearancesNamed(origins: ReadonlySet<string>, { names }: Locations): Clearances[] {
  return [...origins].flatMap((name) => {
    const clearances = names.get(name);
    return clearances === undefined ? [] : [clearances];
  });
}
