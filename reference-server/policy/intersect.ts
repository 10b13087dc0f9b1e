import type { Clearance, Clearances } from './label.ts';

/** Most grants that are kept of one path: a longer list of them is cut, and so grants less. */
export const maxGrants = 256;

/**
 * What a certificate path grants: at every level the authority, or the holder at its end, must be cleared for it too.
 * `undefined` is a level that says nothing about clearances, and takes nothing away. A path on which no level says
 * anything grants nothing.
 *
 * A policy must be there at every level; its classifications and categories are what all levels have. Several grants of
 * one policy stay several: each is intersected with each of the next level.
 *
 * Source: RFC 5913 §3 and §4.
 */
export function intersectClearances(path: readonly (Clearances | undefined)[]): Clearances {
  const [first = [], ...rest] = path.filter((level) => level !== undefined);
  return rest.reduce(
    (held, level) => worthKeeping(held.flatMap((one) => level.flatMap((other) => common(one, other)))),
    worthKeeping(first),
  );
}

/** What both grant. Without a classification that is nothing. */
function common(one: Clearance, other: Clearance): Clearance[] {
  if (one.policy !== other.policy) return [];
  const classifications = inBoth(one.classifications, other.classifications);
  if (classifications.size === 0) return [];
  return [{ policy: one.policy, classifications, categories: inBoth(one.categories, other.categories) }];
}

function inBoth<Value>(some: ReadonlySet<Value>, others: ReadonlySet<Value>): Set<Value> {
  return new Set([...some].filter((value) => others.has(value)));
}

/** Without those that another one covers, which would grow with every level. */
function worthKeeping(clearances: Clearances): Clearances {
  const kept: Clearance[] = [];
  for (const clearance of clearances) {
    if (kept.length === maxGrants) break;
    if (!kept.some((other) => isWithin(clearance, other))) kept.push(clearance);
  }
  return kept;
}

function isWithin(narrow: Clearance, wide: Clearance): boolean {
  return (
    narrow.policy === wide.policy &&
    [...narrow.classifications].every((one) => wide.classifications.has(one)) &&
    [...narrow.categories].every((one) => wide.categories.has(one))
  );
}
