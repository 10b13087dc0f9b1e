import fc from 'fast-check';

/** How often a property is tried: 300 times, or as often as the environment says (`FAST_CHECK_RUNS=100000` at night). */
const numRuns = Number(process.env['FAST_CHECK_RUNS'] ?? 300);

/** Where the values begin: anywhere, or where the environment says (mutation testing compares runs, so it says 1). */
const seed = process.env['FAST_CHECK_SEED'];

/** Holds a property of this layer to its word. */
export function check<Values>(property: fc.IProperty<Values>): void {
  fc.assert(property, seed === undefined ? { numRuns } : { numRuns, seed: Number(seed) });
}
