import { anyPeer, type Faults, type PeerRules, type PeerSource } from '../../enforcement/index.ts';
import type { Provisioned } from './provisioned.ts';

/** What holds for whom: each field of it from the nearest that says it, and looked up once for each pair of domains. */
export function peerSource(
  peers: Provisioned['peers'],
  isOurs: (domain: string) => boolean,
  faults: Faults,
): PeerSource {
  const known = new Map<string, PeerRules>();
  return {
    has: (domain) => !isOurs(domain),
    between: (own, peer) => {
      if (peers.size === 0) return anyPeer;
      const key = `${own}>${peer}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const rules = combined(namesOf(own, peer, faults), peers, faults);
      // Bounded: a peer may send for as many domains as it likes
      if (known.size >= maxPairs) known.clear();
      known.set(key, rules);
      return rules;
    },
  };
}

/** Pairs of domains that are remembered at a time. */
const maxPairs = 4096;

/** How rules for them may be named, nearest first: the peer, what is below each of its parents, all peers. */
function namesOf(own: string, peer: string, faults: Faults): string[] {
  const parents = parentsOf(peer);
  const inherited = faults.has('peer.subdomain') ? parents : [];
  const forAll = [peer, ...inherited, ...parents.map((parent) => `*.${parent}`), '*'];
  return faults.has('peer.own-domain') ? forAll : forAll.flatMap((name) => [`${own}>${name}`, name]);
}

/** `c.b.test` is below `b.test`, and that below `test`. */
function parentsOf(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(1).map((_, index) => labels.slice(index + 1).join('.'));
}

function combined(names: readonly string[], peers: Provisioned['peers'], faults: Faults): PeerRules {
  const farthestFirst = names.flatMap((name) => peers.get(name) ?? []).toReversed();
  const rules = farthestFirst.reduce((before, nearer) => ({ ...before, ...nearer }), anyPeer);
  return faults.has('peer.one-way') && rules.inbound !== undefined
    ? { ...rules, outbound: rules.inbound }
    : rules;
}
