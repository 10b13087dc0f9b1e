import type { Element } from '#xml';
import type { Fixtures } from '../fixtures/index.ts';
import { readSeenLabel, type SeenLabel, sameLabel, seenLabels } from './labels.ts';
import { readStanza } from './read-stanza.ts';

/** Where labels are looked up by name. */
export type LabelFixtures = Pick<Fixtures, 'labels' | 'labelElement'>;

/** Do the two say the same, as far as their characters, a codec, or the spellings of one fixture can tell? */
export function equivalentLabel(fixtures: LabelFixtures, a: SeenLabel, b: SeenLabel): boolean {
  return sameLabel(a, b) || spellings(fixtures).some(({ seen }) => isAmong(a, seen) && isAmong(b, seen));
}

/** Is it this label fixture, or `empty`, in any spelling? */
export function isFixture(fixtures: LabelFixtures, seen: SeenLabel, name: string): boolean {
  if (seen.kind === 'empty') return name === 'empty';
  return spellings(fixtures).some((one) => one.name === name && isAmong(seen, one.seen));
}

/** The fixture's name for what a stanza or item is labelled with: `A-S`, `empty`, `none`; `another label` otherwise. */
export function labelName(fixtures: LabelFixtures, parent: Element): string {
  const [seen] = seenLabels(parent);
  if (!seen) return 'none';
  if (seen.kind === 'empty') return 'empty';
  return spellings(fixtures).find((one) => isAmong(seen, one.seen))?.name ?? 'another label';
}

function isAmong(seen: SeenLabel, all: readonly SeenLabel[]): boolean {
  return all.some((one) => sameLabel(seen, one));
}

/** A label fixture, as each of its spellings would be read from the wire. */
interface Spelled {
  readonly name: string;
  readonly seen: readonly SeenLabel[];
}

/** Every label fixture; read once, since they do not change. */
function spellings(fixtures: LabelFixtures): readonly Spelled[] {
  const known = read.get(fixtures.labels);
  if (known) return known;
  const all = [...fixtures.labels.values()].map(({ name, ess, stanag4774 }) => ({
    name,
    seen: [
      ...(ess === undefined ? [] : [readSeenLabel(readStanza(fixtures.labelElement(name, 'ess')))]),
      ...(stanag4774 === undefined
        ? []
        : [readSeenLabel(readStanza(fixtures.labelElement(name, 'stanag4774')))]),
    ],
  }));
  read.set(fixtures.labels, all);
  return all;
}

const read = new WeakMap<LabelFixtures['labels'], readonly Spelled[]>();
