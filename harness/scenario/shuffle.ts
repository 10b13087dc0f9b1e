/**
 * The same items in an order that the seed decides: the same seed, the same order, on every machine.
 *
 * Sorted by random keys from mulberry32; the order is for finding scenarios that lean on each other, not for secrets.
 */
export function shuffle<Item>(items: readonly Item[], seed: string): Item[] {
  const random = randomOf(seed);
  const order = items.map((item) => ({ item, key: random() }));
  return order.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/** Numbers in [0, 1) from a text: FNV-1a makes the first state, mulberry32 the rest. */
function randomOf(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
