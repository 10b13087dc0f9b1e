import { labelCodecFor, type WrittenCategory, type WrittenLabel } from '#labels';
import { childElements, childOf, childrenOf, type Element, serialize, textOf } from '#xml';
import type { Fixtures } from '../fixtures/index.ts';
import { labelNamespace } from './namespaces.ts';
import { readStanza } from './read-stanza.ts';

/** What a `<securitylabel/>` says as its label, read without any policy. */
export type SeenLabel =
  | { readonly kind: 'label'; readonly label: WrittenLabel; readonly wire: string }
  /** `<label/>`: use the default. */
  | { readonly kind: 'empty' }
  /** No codec reads it, or it is not one label. */
  | { readonly kind: 'unreadable'; readonly wire: string };

/** The `<securitylabel/>` children of a stanza or of a catalog item. */
export function securityLabels(parent: Element): Element[] {
  return childrenOf(parent, labelNamespace, 'securitylabel');
}

/** The primary label of a `<securitylabel/>`. */
export function readSeenLabel(securityLabel: Element): SeenLabel {
  const [label, second] = childrenOf(securityLabel, labelNamespace, 'label');
  if (!label || second) return { kind: 'unreadable', wire: serialize(securityLabel) };
  const [value, ...more] = childElements(label);
  if (!value) return { kind: 'empty' };
  const wire = wireOf(value);
  const codec = more.length === 0 ? labelCodecFor(value) : undefined;
  if (!codec) return { kind: 'unreadable', wire };
  try {
    return { kind: 'label', label: codec.read(value), wire };
  } catch {
    return { kind: 'unreadable', wire };
  }
}

/** Do the two say the same? By their characters, or else by what a codec reads in them. */
export function sameLabel(a: SeenLabel, b: SeenLabel): boolean {
  if (a.kind === 'empty' || b.kind === 'empty') return a.kind === b.kind;
  if (a.wire === b.wire) return true;
  return a.kind === 'label' && b.kind === 'label' && sameWritten(a.label, b.label);
}

/** The `<displaymarking/>` text of a `<securitylabel/>`. */
export function markingOf(securityLabel: Element): string | undefined {
  const marking = childOf(securityLabel, labelNamespace, 'displaymarking');
  return marking && textOf(marking);
}

/** A label fixture, or `empty`, as it would be read from the wire. */
export function fixtureLabel(fixtures: Pick<Fixtures, 'labelElement'>, name: string): SeenLabel {
  return readSeenLabel(readStanza(fixtures.labelElement(name)));
}

/** The fixture's name for what a stanza or item is labelled with: `A-S`, `empty`, `none`; `another label` otherwise. */
export function labelName(fixtures: Pick<Fixtures, 'labels' | 'labelElement'>, parent: Element): string {
  const [securityLabel] = securityLabels(parent);
  if (!securityLabel) return 'none';
  const seen = readSeenLabel(securityLabel);
  if (seen.kind === 'empty') return 'empty';
  const known = [...fixtures.labels.keys()].find((name) => sameLabel(seen, fixtureLabel(fixtures, name)));
  return known ?? 'another label';
}

/** Text without white space: what base64 and most label syntaxes do not care about. */
function wireOf(value: Element): string {
  return `${value.namespace} ${childElements(value).length === 0 ? textOf(value).replace(/\s/g, '') : serialize(value)}`;
}

function sameWritten(a: WrittenLabel, b: WrittenLabel): boolean {
  return (
    a.policy?.oid === b.policy?.oid &&
    a.policy?.name === b.policy?.name &&
    a.classification === b.classification &&
    a.privacyMark === b.privacyMark &&
    a.unread.length === 0 &&
    b.unread.length === 0 &&
    categoryKeys(a).join('\n') === categoryKeys(b).join('\n')
  );
}

/** One line for each value of each category, sorted: their order says nothing. */
function categoryKeys(label: WrittenLabel): string[] {
  return label.categories
    .flatMap((category) => category.values.map((value) => categoryKey(category, value)))
    .sort();
}

function categoryKey({ tagSet, kind }: WrittenCategory, value: bigint | string): string {
  return JSON.stringify([tagSet.oid, tagSet.name, kind, typeof value, String(value)]);
}
