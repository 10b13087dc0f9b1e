import type { Clearance, Clearances, Policies } from '#policy';

/**
 * The same clearances, as one object for all that have equal ones under these policies: a room decides once for each object,
 * and not once for each of a thousand occupants. Equal are those that grant by the same classifications and categories, in
 * whichever order they were written.
 */
export function shared(clearances: Clearances, policies: Policies): Clearances {
  const known = knownUnder.get(policies) ?? new Map<string, Clearances>();
  knownUnder.set(policies, known);
  const key = clearances.map(keyOf).join(';');
  const before = known.get(key);
  if (before !== undefined) return before;
  known.set(key, clearances);
  return clearances;
}

/** They go with their policies, which each change of provisioning makes anew. */
const knownUnder = new WeakMap<Policies, Map<string, Clearances>>();

function keyOf({ policy, classifications, categories }: Clearance): string {
  return `${policy}:${numbersOf(classifications)}:${numbersOf(categories)}`;
}

function numbersOf(members: ReadonlySet<object>): string {
  return [...members]
    .map(numberOf)
    .toSorted((one, other) => one - other)
    .join();
}

/** Classifications and categories are the policy's own objects: each has a number of its own for as long as there is it. */
function numberOf(member: object): number {
  const known = numbers.get(member);
  if (known !== undefined) return known;
  given += 1;
  numbers.set(member, given);
  return given;
}

const numbers = new WeakMap<object, number>();
let given = 0;
