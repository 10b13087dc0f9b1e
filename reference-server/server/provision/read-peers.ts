import { z } from 'zod';
import type { Policies, Policy } from '#policy';
import type { PeerMapping, PeerRules } from '../../enforcement/index.ts';
import type { Provisioned } from './provisioned.ts';
import { clearancesOf, labelOf } from './values.ts';
import { ProvisionError, type ProvisionVerbs, type Verb } from './verbs.ts';

/**
 * What `Peer(…)`, `Peer*` and `Cmp(…)` say, by subject as it was written: `b.test`, `a2.test>b.test` between one of our domains and a
 * peer, `*.b.test` for the subdomains of a peer, `*` for all peers.
 *
 * @throws ProvisionError
 */
export function peersOf(
  read: readonly Verb[],
  verbs: ProvisionVerbs,
  policies: Policies,
): Provisioned['peers'] {
  const peers = new Map<string, PeerRules>();
  for (const { head, subject, written } of read) {
    if (!/^(Peer|Cmp)\b/.test(head)) continue;
    const value = verbs[written];
    if (value === 'none') continue;
    const key = head.startsWith('Peer*') ? '*' : subject;
    peers.set(key, { ...peers.get(key), ...saidBy(head, value, policies, written) });
  }
  return peers;
}

function saidBy(head: string, value: unknown, policies: Policies, written: string): PeerRules {
  switch (head.slice(head.indexOf('.') + 1)) {
    case 'in':
      return { inbound: clearancesOf(value, policies, written) };
    case 'out':
      return { outbound: clearancesOf(value, policies, written) };
    case 'clr': {
      const clearances = clearancesOf(value, policies, written);
      return { inbound: clearances, outbound: clearances };
    }
    case 'dfl':
      return { defaultLabel: labelOf(value, policies, written) };
    default:
      return { mapping: mappingOf(value, policies, written) };
  }
}

const mapping = z.strictObject({
  format: z.enum(['ess', '4774', '4778']).optional(),
  policy: z.string().optional(),
  original: z.enum(['record', 'replace']).default('record'),
});

function mappingOf(value: unknown, policies: Policies, written: string): PeerMapping {
  const read = mapping.safeParse(value);
  if (!read.success)
    throw new ProvisionError(
      'write `none`, or {format: ess, 4774 or 4778; policy: an OID; original: record or replace}',
      written,
    );
  const { format, policy, original } = read.data;
  return {
    original,
    ...(format !== undefined && { format }),
    ...(policy !== undefined && { policy: policyOf(policy, policies, written) }),
  };
}

function policyOf(named: string, policies: Policies, written: string): Policy {
  const policy = policies.all.find(({ oid, name }) => named === oid || named === name);
  if (policy === undefined)
    throw new ProvisionError(
      `policy \`${named}\` is not loaded; \`Pol\` names those that are (${policies.all.map(({ name }) => name).join(', ')})`,
      written,
    );
  return policy;
}
