import { readAddress } from '../locations/address.ts';
import { type AddressRange, isIn } from '../locations/address-range.ts';

/** Whose word counts on where a connection comes from. */
export interface TrustedProxies {
  /** May what stands at this address speak for others? Not what has no address that can be read. */
  trusts(address: string): boolean;
}

/** Those of the configuration, and nobody else. */
export function trustedProxies(ranges: readonly AddressRange[]): TrustedProxies {
  return {
    trusts: (text) => {
      const address = readAddress(text);
      return address !== undefined && ranges.some((range) => isIn(range, address));
    },
  };
}

/** Anybody, for the fault `loc.forwarded`. */
export const everybody: TrustedProxies = { trusts: () => true };
