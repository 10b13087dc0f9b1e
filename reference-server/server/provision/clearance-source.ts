import {
  type Classification,
  type Clearance,
  type Clearances,
  effectiveClearances,
  type Policies,
} from '#policy';
import type { ClearanceSource, Faults } from '../../enforcement/index.ts';
import type { Provisioned } from './provisioned.ts';

/** What the checks ask, answered from the provisioning. */
export function clearanceSource(provisioned: Provisioned, faults: Faults): ClearanceSource {
  const { users, anyUser, server, domains, policies } = provisioned;
  const source: ClearanceSource = {
    ofUser: (bareJid) =>
      effectiveClearances(policies.governing, { own: users.get(bareJid), anyUser }).clearances,
    ofServer: () => server,
    ofDomain: (domain) => domains.get(domain),
    defaultLabel: () => policies.governing.defaults.label,
  };
  return faults.size === 0 ? source : faultySource(source, provisioned, faults);
}

/** The faults `clr.*` and `lbl.default`: enforcement/faults.ts says each in a sentence. */
function faultySource(source: ClearanceSource, provisioned: Provisioned, faults: Faults): ClearanceSource {
  return {
    ...source,
    defaultLabel: () => (faults.has('lbl.default') ? provisioned.spifLabel : source.defaultLabel()),
    ofUser: (bareJid) => faultyClearances(source.ofUser(bareJid), bareJid, provisioned, faults),
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
  if (faults.has('clr.nil') && right.length === 0) return everything(policies);
  if (faults.has('clr.policy-first') && clearance !== undefined) return [clearance];
  if (faults.has('clr.merge'))
    return [
      ...(users.get(bareJid) ?? []),
      ...(anyUser ?? []),
      ...(clearance === undefined ? [] : [clearance]),
    ];
  return faults.has('clr.hierarchy') ? right.map((each) => withLower(each, policies)) : right;
}

function everything(policies: Policies): Clearances {
  return policies.all.map((policy) => ({
    policy: policy.oid,
    classifications: new Set(policy.classifications.map((entry) => entry.classification)),
    categories: new Set(policy.index.categories.keys()),
  }));
}

function withLower(clearance: Clearance, policies: Policies): Clearance {
  const highest = Math.max(...[...clearance.classifications].map((each) => each.hierarchy));
  const all = policies.byOid.get(clearance.policy)?.classifications ?? [];
  const lower: Classification[] = all
    .map((entry) => entry.classification)
    .filter((each) => each.hierarchy <= highest);
  return { ...clearance, classifications: new Set(lower) };
}
