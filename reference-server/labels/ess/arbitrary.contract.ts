import fc from 'fast-check';
import type { WrittenCategory, WrittenLabel } from '../written-label.ts';

const arc = fc.oneof(fc.bigInt(0n, 300n), fc.bigInt(0n, 2n ** 128n - 80n));

/** Object identifiers with arcs up to the bound. */
export const oid = fc
  .tuple(
    fc.oneof(fc.tuple(fc.bigInt(0n, 1n), fc.bigInt(0n, 39n)), fc.tuple(fc.constant(2n), arc)),
    fc.array(arc, { maxLength: 8 }),
  )
  .map(([first, rest]) => [...first, ...rest].join('.'));

const bit = fc.oneof(fc.bigInt(0n, 40n), fc.bigInt(0n, 65_535n));
const lacv = fc.oneof(fc.bigInt(0n, 300n), fc.bigInt(0n, 2n ** 80n));
const tagSet = fc.record({ oid });

/** A category of each kind that ESS has a syntax for. */
export const category: fc.Arbitrary<WrittenCategory> = fc.oneof(
  fc.record({
    tagSet,
    kind: fc.constantFrom('restrictive', 'permissive'),
    values: fc.array(bit, { maxLength: 4 }),
  }),
  fc.record({
    tagSet,
    kind: fc.constantFrom('enumerated-restrictive', 'enumerated-permissive', 'informative'),
    values: fc.array(lacv, { maxLength: 4 }),
  }),
  fc.record({
    tagSet,
    kind: fc.constant('informative'),
    values: fc.array(bit, { maxLength: 4 }),
    asBits: fc.constant(true),
  }),
);

const mark = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9 '()+,\-./:=?]{1,130}$/),
  fc.string({ unit: 'grapheme', minLength: 1 }),
);

/** Labels that ESS can say. */
export const essLabel: fc.Arbitrary<WrittenLabel> = fc.record(
  {
    policy: fc.record({ oid }),
    classification: fc.bigInt(0n, 256n),
    privacyMark: mark,
    categories: fc.array(category, { maxLength: 4 }),
    unread: fc.constant([]),
  },
  { requiredKeys: ['policy', 'categories', 'unread'] },
);
