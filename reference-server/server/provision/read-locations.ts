import type { Clearances, Policies } from '#policy';
import { type AddressRange, readRange } from '../locations/address-range.ts';
import type { Locations, RangeRule } from '../locations/locations.ts';
import { clearancesOf } from './values.ts';
import { ProvisionError, type ProvisionVerbs, type Verb } from './verbs.ts';

/**
 * The verbs `Loc(place)` and `Loc*`, where `none` is cleared for nothing. `undefined`: there are none, and locations are
 * not limited.
 *
 * @throws ProvisionError naming the verb: also when there is a `Loc(place)` and no `Loc*`, since nobody would have said
 * what all other places are cleared for
 */
export function locationsOf(
  read: readonly Verb[],
  verbs: ProvisionVerbs,
  policies: Policies,
): Locations | undefined {
  const places = read.filter(({ head }) => head === 'Loc');
  const clearancesIn = (verb: string): Clearances => clearancesOf(verbs[verb], policies, verb);
  if (verbs['Loc*'] === undefined) {
    const [place] = places;
    if (place === undefined) return undefined;
    throw new ProvisionError(
      'says nothing about other places; say with `Loc*` what those are cleared for',
      place.written,
    );
  }
  const ranges: RangeRule[] = [];
  const names = new Map<string, Clearances>();
  for (const { subject, written } of places) {
    if (isName(subject)) addName(names, subject, clearancesIn(written));
    else addRange(ranges, rangeOf(subject, written), clearancesIn(written), written);
  }
  return { ranges, names, elsewhere: clearancesIn('Loc*') };
}

/** The name of a host has a letter in its last part, an address has none or has colons. */
function isName(subject: string): boolean {
  return /^(?:[A-Za-z0-9_-]+\.)*[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*$/.test(subject);
}

function addName(names: Map<string, Clearances>, subject: string, clearances: Clearances): void {
  const name = subject.toLowerCase();
  if (names.has(name)) throw new ProvisionError(`the name \`${name}\` has a rule already`, `Loc(${subject})`);
  names.set(name, clearances);
}

function rangeOf(subject: string, verb: string): AddressRange {
  const range = readRange(subject);
  if (typeof range === 'string') throw new ProvisionError(range, verb);
  return range;
}

function addRange(ranges: RangeRule[], range: AddressRange, clearances: Clearances, verb: string): void {
  const isSame = ({ range: other }: RangeRule): boolean =>
    other.bits === range.bits && other.network.toString() === range.network.toString();
  if (ranges.some(isSame))
    throw new ProvisionError(`${range.network.toString()}/${range.bits} has a rule already`, verb);
  ranges.push({ range, clearances });
}
