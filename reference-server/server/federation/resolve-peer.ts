import { ADDRCONFIG } from 'node:dns';
import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { PeerPlace, Resolution } from '../../xmpp/index.ts';
import { inTurn, type Target } from './in-turn.ts';

export interface PeerResolverOptions {
  /** Where the servers of some domains are, whatever DNS says. */
  readonly routes?: ReadonlyMap<string, PeerPlace>;
  /** `127.0.0.1:53`, the name server that is asked; left out: those of the system, and its file of hosts. */
  readonly nameServer?: string | undefined;
  /** From 0 to below 1; left out: by chance. */
  readonly random?: () => number;
}

/** How long one question to a name server may take, in milliseconds, and how often it is put. */
const patience = { timeout: 1000, tries: 2 };

/** Where servers listen of which nothing else is known. Source: RFC 6120 §3.2.2. */
const usualPort = 5269;

/**
 * Finds the server of a domain: what the configuration says, else what DNS names as its service, else the domain as a host.
 *
 * Source: RFC 6120 §3.2; RFC 2782; XEP-0368 §3.
 */
export function peerResolver({
  routes = new Map(),
  nameServer,
  random = Math.random,
}: PeerResolverOptions): (domain: string) => Promise<Resolution> {
  const resolver = new Resolver(patience);
  if (nameServer !== undefined) resolver.setServers([nameServer]);
  const addressesOf = nameServer === undefined ? ofSystem : (name: string) => asked(name, resolver);
  return async (domain) => {
    const route = routes.get(domain);
    if (route !== undefined) return [route];
    const name = domainToASCII(domain);
    if (name === '') return 'unknown';
    const targets = await targetsOf(name, resolver);
    if (targets === 'unknown') return 'unknown';
    // The system's file of hosts may know where its name servers do not answer
    if (targets === 'timeout' && nameServer !== undefined) return 'timeout';
    const found =
      targets === 'timeout' || targets.length === 0 ? [hostItself(name)] : inTurn(targets, random);
    return placesAt(found, addressesOf);
  };
}

function hostItself(name: string): Target {
  return { name: name.replace(/^\[|\]$/g, ''), port: usualPort, tls: 'starttls', priority: 0, weight: 0 };
}

/** The services that are named; none: nobody says anything. `unknown`: it is said that there is none. */
async function targetsOf(
  name: string,
  resolver: Resolver,
): Promise<readonly Target[] | 'unknown' | 'timeout'> {
  const [direct, usual] = await Promise.all([
    services(`_xmpps-server._tcp.${name}`, 'direct', resolver),
    services(`_xmpp-server._tcp.${name}`, 'starttls', resolver),
  ]);
  if (direct === undefined && usual === undefined) return 'timeout';
  const named = [...(direct ?? []), ...(usual ?? [])];
  // RFC 2782: a lone `.` says that there is no such service
  const targets = named.filter((target) => target.name !== '');
  return named.length > 0 && targets.length === 0 ? 'unknown' : targets;
}

/** `undefined`: the name server did not say. */
async function services(
  name: string,
  tls: PeerPlace['tls'],
  resolver: Resolver,
): Promise<readonly Target[] | undefined> {
  try {
    const records = await resolver.resolveSrv(name);
    return records.map(({ name: target, port, priority, weight }) => ({
      name: target.replace(/\.$/, ''),
      port,
      tls,
      priority,
      weight,
    }));
  } catch (error) {
    return isAbsence(error) ? [] : undefined;
  }
}

/** Addresses of a host; `undefined`: nobody could say. */
type AddressLookup = (name: string) => Promise<readonly string[] | undefined>;

async function placesAt(targets: readonly Target[], addressesOf: AddressLookup): Promise<Resolution> {
  const places: PeerPlace[] = [];
  let isSure = true;
  for (const { name, port, tls } of targets) {
    const addresses = isIP(name) === 0 ? await addressesOf(name) : [name];
    isSure &&= addresses !== undefined;
    for (const host of addresses ?? []) places.push({ host, port, tls });
  }
  if (places.length > 0) return places;
  return isSure ? 'unknown' : 'timeout';
}

async function ofSystem(name: string): Promise<readonly string[] | undefined> {
  try {
    const found = await lookup(name, { all: true, hints: ADDRCONFIG });
    return found.map(({ address }) => address);
  } catch (error) {
    return isAbsence(error) ? [] : undefined;
  }
}

async function asked(name: string, resolver: Resolver): Promise<readonly string[] | undefined> {
  const [four, six] = await Promise.all([
    resolver.resolve4(name).catch(absentOr),
    resolver.resolve6(name).catch(absentOr),
  ]);
  if (four === undefined && six === undefined) return undefined;
  return [...(four ?? []), ...(six ?? [])];
}

function absentOr(error: unknown): [] | undefined {
  return isAbsence(error) ? [] : undefined;
}

/** There is no such name, or it has none of these records. */
function isAbsence(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'ENOTFOUND' || error.code === 'ENODATA')
  );
}
