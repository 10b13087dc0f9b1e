import { createHash } from 'node:crypto';
import type { ShardRecord } from '../record/index.ts';
import type { Scenario } from './scenario.ts';

/** One of `of` parts of the scenarios, counted from 1. */
export type Shard = Pick<ShardRecord, 'number' | 'of'>;

/**
 * The scenarios of one shard, in their own order. Each is in exactly one of the shards, with its twin; the numbers in two
 * shards differ by one at most, and a folder is spread over all of them.
 *
 * Dealt out in the order of the SHA-256 of their identities: the same scenarios are dealt alike on every machine, whatever
 * order they come in.
 */
export function inShard<Chosen extends Pick<Scenario, 'id'>>(
  scenarios: readonly Chosen[],
  { number, of }: Shard,
): Chosen[] {
  const keyed = scenarios.map(({ id }) => ({ id, key: sha256(id) }));
  const dealt = keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ id }) => id);
  const own = new Set(dealt.filter((_, index) => index % of === number - 1));
  return scenarios.filter(({ id }) => own.has(id));
}

/** How many of so many scenarios a shard has. */
export function sizeOfShard({ number, of, chosen }: Pick<ShardRecord, 'number' | 'of' | 'chosen'>): number {
  return Math.ceil((chosen - number + 1) / of);
}

/** A shard of these scenarios as the record of its run says it. */
export function shardRecord(
  scenarios: readonly Pick<Scenario, 'id' | 'hash'>[],
  { number, of }: Shard,
): ShardRecord {
  const lines = scenarios.map(({ id, hash }) => `${id} ${hash}\n`).sort();
  return { number, of, chosen: scenarios.length, digest: sha256(lines.join('')) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
