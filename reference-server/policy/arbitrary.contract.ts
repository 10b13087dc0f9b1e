import fc from 'fast-check';
import type { Category, Clearance, Label } from './label.ts';
import type { Policy } from './policy.ts';

/** All categories of a policy. */
export function categories(of: Policy): Iterable<Category> {
  return of.index.categories.keys();
}

/** Any label of a policy, whether the policy allows it or not. */
export function anyLabel(of: Policy): fc.Arbitrary<Label> {
  return fc.record({
    policy: fc.constant(of.oid),
    classification: fc.constantFrom(...of.classifications.map(({ classification }) => classification)),
    categories: fc.subarray([...categories(of)]),
  });
}

/** Any clearance in a policy. */
export function anyClearance(of: Policy): fc.Arbitrary<Clearance> {
  const classifications = of.classifications.map(({ classification }) => classification);
  return fc.record({
    policy: fc.constant(of.oid),
    classifications: fc.subarray(classifications).map((some) => new Set(some)),
    categories: fc.subarray([...categories(of)]).map((some) => new Set(some)),
  });
}
