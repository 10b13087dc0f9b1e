import type { PeerPlace } from '../../xmpp/index.ts';

/** A service as DNS names it. */
export interface Target {
  readonly name: string;
  readonly port: number;
  readonly tls: PeerPlace['tls'];
  readonly priority: number;
  readonly weight: number;
}

/**
 * The targets in the order in which they are tried: by priority, and within one by chance, the more probably the heavier.
 * `random` gives numbers from 0 to below 1.
 *
 * Source: RFC 2782 (weight); XEP-0368 §3 (both kinds are one list).
 */
export function inTurn(targets: readonly Target[], random: () => number): readonly Target[] {
  const priorities = [...new Set(targets.map(({ priority }) => priority))].sort((one, other) => one - other);
  return priorities.flatMap((priority) =>
    byChance(
      targets.filter((target) => target.priority === priority),
      random,
    ),
  );
}

function byChance(targets: readonly Target[], random: () => number): readonly Target[] {
  // Those of no weight come first, so that they too have a chance
  const left = targets.toSorted((one, other) => one.weight - other.weight);
  const chosen: Target[] = [];
  while (left.length > 0) {
    const total = left.reduce((sum, { weight }) => sum + weight, 0);
    const wanted = Math.floor(random() * (total + 1));
    let sum = 0;
    const at = left.findIndex(({ weight }) => {
      sum += weight;
      return sum >= wanted;
    });
    chosen.push(...left.splice(at, 1));
  }
  return chosen;
}
