import { Resolver } from 'node:dns/promises';
import { type Address, canonicalAddress, readAddress, reverseName } from './address.ts';

/** Asks which names an address has. Never fails: whatever goes wrong, there are none. */
export type NameLookup = (address: string) => Promise<readonly string[]>;

export interface NameLookupOptions {
  /** `127.0.0.1:53`, the name server that is asked; left out: those of the system. */
  readonly nameServer?: string | undefined;
  /** The names that an address claims are believed: a server that is broken on purpose. */
  readonly believesClaims?: boolean;
}

/**
 * The names of an address that are forward-confirmed: its reverse lookup gives the name, and the name's own addresses
 * hold it. Whoever runs the reverse zone of an address can write any name there, so that alone proves nothing.
 *
 * Source: RFC 1912 §2.1 (each address and its name should confirm each other).
 */
export function confirmedNames({ nameServer, believesClaims = false }: NameLookupOptions = {}): NameLookup {
  const resolver = new Resolver({ timeout: queryTimeoutMs, tries: 1 });
  if (nameServer !== undefined) resolver.setServers([nameServer]);
  return async (text) => {
    const address = readAddress(text);
    if (address === undefined) return [];
    const deadline = Promise.withResolvers<readonly string[]>();
    const timer = setTimeout(() => {
      deadline.resolve([]);
    }, lookupTimeoutMs);
    const names = namesOf(address, resolver, believesClaims).catch(() => []);
    return Promise.race([names, deadline.promise]).finally(() => {
      clearTimeout(timer);
    });
  };
}

/** How long one question may take, in milliseconds. */
const queryTimeoutMs = 1000;
/** How long a session waits for its names, in milliseconds. */
const lookupTimeoutMs = 2000;
/** Names of one address that are looked at; more are no host that a rule is about. */
const maxNames = 8;

async function namesOf(address: Address, resolver: Resolver, believesClaims: boolean): Promise<string[]> {
  const claimed = await resolver.resolvePtr(reverseName(address));
  const names = claimed.slice(0, maxNames).map((name) => name.toLowerCase().replace(/\.$/, ''));
  if (believesClaims) return names;
  const confirmed = await Promise.all(names.map((name) => isConfirmed(name, address, resolver)));
  return names.filter((_, index) => confirmed[index] === true);
}

async function isConfirmed(name: string, address: Address, resolver: Resolver): Promise<boolean> {
  const asked = address.kind() === 'ipv4' ? resolver.resolve4(name) : resolver.resolve6(name);
  const addresses = await asked.catch(() => []);
  return addresses.some((each) => canonicalAddress(each) === address.toString());
}
