import {
  type Classification,
  type Clearance,
  type Clearances,
  effectiveClearances,
  type Policies,
} from '#policy';
import {
  type ClearanceSource,
  type Faults,
  isUnavailable,
  type Unavailable,
} from '../../enforcement/index.ts';
import { clearancesOfPlaces } from '../locations/locations.ts';
import type { Provisioned } from './provisioned.ts';
import { shared } from './shared-clearances.ts';

/** What a directory says of users' clearances (server/directory/). */
export interface DirectoryClearances {
  /** `undefined`: it has none for the user. */
  ofUser(bareJid: string): Clearances | Unavailable | undefined;
  /** What it said last, down as it may be. */
  lastOf(bareJid: string): Clearances | undefined;
}

/**
 * What the checks ask, answered from the provisioning and, for users without a clearance of their own in it, from the
 * directory. While that is down nobody knows what they are cleared for: no default stands in for what it would say.
 */
export function clearanceSource(
  provisioned: Provisioned,
  faults: Faults,
  directory?: DirectoryClearances,
): ClearanceSource {
  const { users, anyUser, server, domains, locations, policies } = provisioned;
  const asked = provisioned.usesDirectory ? directory : undefined;
  const withoutOwn = shared(effectiveClearances(policies.governing, { anyUser }).clearances, policies);
  const source: ClearanceSource = {
    ofUser: (bareJid) => {
      const own = users.get(bareJid) ?? asked?.ofUser(bareJid);
      return own ?? withoutOwn;
    },
    knownOf: (bareJid) => users.get(bareJid),
    ofServer: () => server,
    ofDomain: (domain) => domains.get(domain),
    ofLocation: clearancesOfPlaces(locations, faults),
    defaultLabel: () => policies.governing.defaults.label,
  };
  return faults.size === 0 ? source : faultySource(source, provisioned, faults, asked);
}

/** The faults `clr.*`, `dir.*`, `cert.*` and `lbl.default`: enforcement/faults/faults.ts says each in a sentence. */
function faultySource(
  source: ClearanceSource,
  provisioned: Provisioned,
  faults: Faults,
  directory: DirectoryClearances | undefined,
): ClearanceSource {
  const { isServerCertified, policies, anyUser } = provisioned;
  const withDefault = (own?: Clearances): Clearances =>
    effectiveClearances(policies.governing, { own, anyUser }).clearances;
  return {
    ...source,
    ofServer: () => (isServerCertified && faults.has('cert.clearance') ? undefined : source.ofServer()),
    defaultLabel: () => (faults.has('lbl.default') ? provisioned.spifLabel : source.defaultLabel()),
    ofUser: (bareJid) => {
      const right = source.ofUser(bareJid);
      if (!isUnavailable(right)) return faultyClearances(right, bareJid, provisioned, faults);
      if (faults.has('dir.down-open')) return withDefault();
      return faults.has('dir.stale') ? withDefault(directory?.lastOf(bareJid)) : right;
    },
  };
}

function faultyClearances(
  right: Clearances,
  bareJid: string,
  provisioned: Provisioned,
  faults: Faults,
): Clearances {
  const { users, anyUser, policies } = provisioned;
  const { clearance } = policies.governing.defaults;
  if (faults.has('clr.namesake')) return namesakes(bareJid, users)[0] ?? right;
  if (faults.has('clr.nil') && right.length === 0) return everything(policies);
  if (faults.has('clr.policy-first') && clearance !== undefined) return [clearance];
  if (faults.has('clr.merge'))
    return [
      ...(users.get(bareJid) ?? []),
      ...(anyUser ?? []),
      ...(clearance === undefined ? [] : [clearance]),
    ];
  if (faults.has('nato.clearance-first')) return right.map(firstOnly);
  return faults.has('clr.hierarchy') ? right.map((each) => withLower(each, policies)) : right;
}

/** The clearances of all users of that name, on whichever domain. */
function namesakes(bareJid: string, users: Provisioned['users']): Clearances[] {
  const name = bareJid.slice(0, bareJid.indexOf('@') + 1);
  return [...users].filter(([user]) => user.startsWith(name)).map(([, clearances]) => clearances);
}

function everything(policies: Policies): Clearances {
  return policies.all.map((policy) => ({
    policy: policy.oid,
    classifications: new Set(policy.classifications.map((entry) => entry.classification)),
    categories: new Set(policy.index.categories.keys()),
  }));
}

function firstOnly(clearance: Clearance): Clearance {
  return { ...clearance, classifications: new Set([...clearance.classifications].slice(0, 1)) };
}

function withLower(clearance: Clearance, policies: Policies): Clearance {
  const highest = Math.max(...[...clearance.classifications].map((each) => each.hierarchy));
  const all = policies.byOid.get(clearance.policy)?.classifications ?? [];
  const lower: Classification[] = all
    .map((entry) => entry.classification)
    .filter((each) => each.hierarchy <= highest);
  return { ...clearance, classifications: new Set(lower) };
}
