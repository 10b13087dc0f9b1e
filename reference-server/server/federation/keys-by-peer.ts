import { parentDomainOf } from '../../xmpp/index.ts';

/**
 * Keys by peer, so many at most in all. When there is no place for another, one peer loses the older part of what it has, and keeps at
 * least a quarter: one that has the most, up to a factor of two. So what is sent to one peer never crowds out what another has, where
 * that is less than half as much. A peer is here a parent domain with all that is below it.
 */
export class KeysByPeer {
  readonly #max: number;
  readonly #byParent = new Map<string, Kept>();
  /** By how many they have, up to a factor of two. In the last that is not empty are those with the most. */
  readonly #bySize: readonly Set<Kept>[];
  #size = 0;

  constructor(max: number) {
    this.#max = max;
    this.#bySize = Array.from({ length: sizeClassOf(max) + 1 }, () => new Set<Kept>());
  }

  /** `peer`: the domain that it is for. */
  add(peer: string, key: string): void {
    if (this.#size >= this.#max) this.#makePlace();
    const parent = parentDomainOf(peer);
    const kept = this.#byParent.get(parent) ?? this.#begin(parent);
    // Half of what it would have if all had the same
    const isHalf = kept.young.size >= leastPart && kept.young.size * this.#byParent.size * 2 >= this.#max;
    if (isHalf && kept.old.size === 0) age(kept);
    const before = sizeOf(kept);
    kept.young.add(key);
    this.#note(kept, before);
  }

  /** Was it there? It no longer is: the one that came first, where two may have come under one key. */
  take(peer: string, key: string): boolean {
    const kept = this.#byParent.get(parentDomainOf(peer));
    if (kept === undefined) return false;
    const before = sizeOf(kept);
    const wasThere = kept.old.delete(key) || kept.young.delete(key);
    this.#note(kept, before);
    return wasThere;
  }

  clear(): void {
    this.#byParent.clear();
    for (const those of this.#bySize) those.clear();
    this.#size = 0;
  }

  #begin(parent: string): Kept {
    // A copy: a part cut out of a long address would keep all of that in memory
    const copy = Buffer.from(parent).toString();
    const kept = { parent: copy, old: new Set<string>(), young: new Set<string>() };
    this.#byParent.set(copy, kept);
    return kept;
  }

  #note(kept: Kept, before: number): void {
    const now = sizeOf(kept);
    this.#size += now - before;
    const was = sizeClassOf(before);
    const is = sizeClassOf(now);
    if (was === is) return;
    this.#bySize[was]?.delete(kept);
    if (now === 0) this.#byParent.delete(kept.parent);
    else this.#bySize[is]?.add(kept);
  }

  #makePlace(): void {
    const [kept] = this.#bySize.findLast((those) => those.size > 0) ?? [];
    if (kept === undefined) return;
    const before = sizeOf(kept);
    forgetOlderPart(kept);
    this.#note(kept, before);
  }
}

/** What is kept of one peer: in two parts, since no set gives its oldest quickly, but a whole one is dropped at once. */
interface Kept {
  readonly parent: string;
  old: Set<string>;
  young: Set<string>;
}

/** Keys of one peer that are no part of their own: so few are quickly gone through. */
const leastPart = 16;

function sizeOf({ old, young }: Kept): number {
  return old.size + young.size;
}

/** 0 for nothing, and one more with each power of two. */
function sizeClassOf(size: number): number {
  return 32 - Math.clz32(size);
}

function age(kept: Kept): void {
  kept.old = kept.young;
  kept.young = new Set();
}

function forgetOlderPart(kept: Kept): void {
  const half = Math.ceil(sizeOf(kept) / 2);
  if (kept.old.size === 0) age(kept);
  if (kept.old.size <= half * 1.5 && kept.young.size > 0) age(kept);
  else forgetOldest(kept.old, half);
}

function forgetOldest(keys: Set<string>, count: number): void {
  let left = count;
  for (const key of keys) {
    if (left === 0) return;
    keys.delete(key);
    left -= 1;
  }
}
