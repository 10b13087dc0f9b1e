import { labelCodecFor, readBindingData, saySame, type WrittenLabel } from '#labels';
import { childElements, childrenOf, type Element, serialize, textOf } from '#xml';
import { bindingName, labelNamespace } from './namespaces.ts';

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

/** The `<BindingData/>` children of a stanza, of whichever version. */
export function bindings(stanza: Element): Element[] {
  return childElements(stanza).filter(({ name }) => name === bindingName);
}

/** Every label of a stanza or of a catalog item: of each `<securitylabel/>`, then of each binding that labels it. */
export function seenLabels(parent: Element): SeenLabel[] {
  return [...securityLabels(parent).map(readSeenLabel), ...bindings(parent).flatMap(readBound)];
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

/** The originator's label in a binding; none in one that labels something else. */
function readBound(bindingData: Element): SeenLabel[] {
  const wire = serialize(bindingData);
  try {
    const [first, second] = readBindingData(bindingData).originators;
    if (second) return [{ kind: 'unreadable', wire }];
    return first ? [{ kind: 'label', label: first.label, wire: wireOf(first.element) }] : [];
  } catch {
    return [{ kind: 'unreadable', wire }];
  }
}

/** Do the two say the same? By their characters, or else by what a codec reads in them: a part unread is never the same. */
export function sameLabel(a: SeenLabel, b: SeenLabel): boolean {
  if (a.kind === 'empty' || b.kind === 'empty') return a.kind === b.kind;
  if (a.wire === b.wire) return true;
  return a.kind === 'label' && b.kind === 'label' && a.label.unread.length === 0 && saySame(a.label, b.label);
}

/** The `<displaymarking/>` text of a `<securitylabel/>`. */
export function markingOf(securityLabel: Element): string | undefined {
  const [marking] = markingsOf(securityLabel);
  return marking && textOf(marking);
}

/** Every `<displaymarking/>` of a `<securitylabel/>`. */
export function markingsOf(securityLabel: Element): Element[] {
  return childrenOf(securityLabel, labelNamespace, 'displaymarking');
}

/** Text without white space: what base64 and most label syntaxes do not care about. What stands in attributes counts too. */
function wireOf(value: Element): string {
  if (childElements(value).length > 0) return `${value.namespace} ${serialize(value)}`;
  const attributes = Object.entries(value.attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  const said = attributes.length === 0 ? '' : JSON.stringify(attributes);
  return `${value.namespace} ${textOf(value).replace(/\s/g, '')}${said}`;
}
