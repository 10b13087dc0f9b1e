import type { Random } from './random.ts';

/** A value of JSON or YAML that is nearly this one: here and there a part is another, is gone, or is there twice. */
export function otherValue(random: Random, value: unknown): unknown {
  if (random.oneIn(6)) return random.pick(oddities);
  if (Array.isArray(value)) {
    const others = value.map((one) => otherValue(random, one));
    if (random.oneIn(6)) others.push(random.pick(oddities));
    if (random.oneIn(8)) others.splice(0, 1);
    return others;
  }
  return typeof value === 'object' && value !== null ? otherObject(random, value) : value;
}

function otherObject(random: Random, value: object): unknown {
  const entries = Object.entries(value)
    .filter(() => !random.oneIn(8))
    .map(([key, part]): [string, unknown] => [
      random.oneIn(10) ? random.pick(keys) : key,
      otherValue(random, part),
    ]);
  if (random.oneIn(6)) entries.push([random.pick(keys), random.pick(oddities)]);
  const other: object = random.oneIn(20) ? { __proto__: value } : {};
  return Object.assign(other, Object.fromEntries(entries));
}

const keys = [
  'policy',
  'classification',
  'classifications',
  'categories',
  'privacyMark',
  'ess',
  'x501',
  'stanag4774',
  'Compartment',
  'Releasable To',
  '1.3.6.1.4.1.32473.258.1.2',
  '__proto__',
  'constructor',
  'toString',
  'length',
  '',
  '0',
];

const oddities: readonly unknown[] = [
  undefined,
  null,
  true,
  '',
  ' ',
  'none',
  'SECRET',
  'HARNESS-A',
  '1.3.6.1.4.1.32473.258.1',
  '1.2.3',
  '\ud800',
  '__proto__',
  0,
  -0,
  4,
  -1,
  1.5,
  2 ** 53,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  4n,
  -1n,
  2n ** 600n,
  [],
  {},
  [[[]]],
  Symbol.iterator,
  new Date(0),
  new Map([['policy', 'HARNESS-A']]),
  Object.create(null),
  () => 'SECRET',
];
