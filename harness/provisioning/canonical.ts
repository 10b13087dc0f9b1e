import { type Fixtures, verbHead, verbs } from '../fixtures/index.ts';

/** Text for a verb's value that is the same for the same value; empty: as if the verb were left out. */
export type Same = (verb: string, value: unknown) => string;

/**
 * Values that two parts may share, as text: equal where a server is told the same. Classifications and values of a clearance are
 * sets; the order of policies and of the items of a catalog counts.
 */
export function sameIn(fixtures: Fixtures): Same {
  return (verb, value) => {
    const plain = fixtures.provisionValues({ [verb]: value })[verb];
    const text = JSON.stringify(sorted(plain, isClearance(verb)));
    return text === leftOut(verb) ? '' : text;
  };
}

function isClearance(verb: string): boolean {
  const shape = verbs.find(({ head }) => head === verbHead(verb))?.shape;
  return shape === 'clearance' || shape === 'server-clearance';
}

/** Keys in one order; lists too, where they are sets. */
function sorted(value: unknown, isSet: boolean): unknown {
  if (Array.isArray(value)) {
    const items = value.map((one) => sorted(one, isSet));
    return isSet ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner, isSet)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a verb that nobody mentions amounts to, as text; `undefined`: nothing that can be said. Source: docs/provisioning.md. */
function leftOut(verb: string): string | undefined {
  const head = verbHead(verb);
  const said = usual[head];
  if (said !== undefined) return JSON.stringify(said);
  return head.startsWith('Loc') || head.startsWith('Pol') ? undefined : JSON.stringify('none');
}

const usual: Readonly<Record<string, string | boolean>> = {
  'Dir.server': 'up',
  'store.withheld': 'keep',
  'store.label': 'freeze',
  contentfree: 'exempt',
  'Cat.restrict': false,
  'Cat.reveal': 'all',
  denials: 'explicit',
  iq: 'allow-list',
  Announce: 'off',
  subject: 'open',
  unknown: 'refuse',
  mark: 'rewrite',
  stamp: 'off',
};
