import { type DominanceWish, dominantLabel, type Label, type Policy, type Reason, sameLabel } from '#policy';
import { childElements, type Element } from '#xml';
import { isLabel } from './label/label-element.ts';
import { readLabelOnce } from './label/label-readings.ts';
import { policyOf, type Rules } from './rules.ts';
import { type Ruling, refused } from './ruling.ts';
import type { LabelledStanza } from './stages.ts';

/**
 * May this message pass on what it holds of others? Its label has to dominate that of every stanza forwarded in it, at
 * whatever depth and inside whatever wrapper: a sender could otherwise lower a label by forwarding what it stands on.
 * Dominates: put together, the two have the label of the outer one.
 *
 * A forwarded stanza without a label has the default label, as it had when it was sent; where there is no default, it is
 * content of the message around it, which is labelled. One whose label cannot be read is not passed on.
 *
 * Source: XEP-0297 §3 (forwarded); XEP-0280 §11 (forged carbons); hardening: C2S-ENTRY-11.
 */
export function checkForwarded(message: LabelledStanza, rules: Rules): Ruling<LabelledStanza> {
  const forwarded = forwardedIn(message.arrival.stanza.element);
  if (forwarded === undefined || rules.faults.has('lbl.forward')) return { allowed: true, message };
  if (forwarded.length > maxForwarded) return deny({ kind: 'rule', rule: 'too many forwarded stanzas' });
  for (const stanza of forwarded) {
    const reason = whyNotIn(message, stanza, rules);
    if (reason !== undefined) return deny(reason);
  }
  return { allowed: true, message };
}

/** Stanzas that one message may forward: each costs the reading of a label. */
const maxForwarded = 64;

/**
 * Every element in a `<forwarded/>` that is a message or has a label, at whatever depth in it, and the `<forwarded/>` itself;
 * undefined where there is none. The stanza's own depth is bounded where it is read.
 */
function forwardedIn(parent: Element, isInside = false, found?: Element[]): Element[] | undefined {
  let all = found;
  for (const child of parent.children) {
    if (typeof child === 'string' || (!isInside && isPlain(child))) continue;
    const isForwarded = child.name === 'forwarded' && child.namespace === forwardNamespace;
    if (isForwarded || (isInside && isStanza(child))) {
      all ??= [];
      all.push(child);
    }
    all = forwardedIn(child, isInside || isForwarded, all);
  }
  return all;
}

function isStanza(element: Element): boolean {
  return element.name === 'message' || childElements(element).some(isLabel);
}

const forwardNamespace = 'urn:xmpp:forward:0';

/** Only text in it, or nothing: a body, an id. Nothing can be forwarded there. */
function isPlain({ children }: Element): boolean {
  return children.length === 0 || (children.length === 1 && typeof children[0] === 'string');
}

/** Why the label of the message does not cover what stands in it; undefined: it does. */
function whyNotIn(message: LabelledStanza, stanza: Element, rules: Rules): Reason | undefined {
  const labels = childElements(stanza).filter(isLabel);
  if (labels.length === 0 && stanza.name !== 'message') return undefined;
  const inner =
    labels.length === 0 ? [rules.clearances.defaultLabel()] : labels.map((each) => labelIn(each, rules));
  for (const label of inner) {
    if (label === 'unread') return { kind: 'unreadable-label', message: 'the label of a forwarded stanza' };
    if (label !== undefined && !dominates(message, label, rules))
      return { kind: 'rule', rule: 'a forwarded stanza has a label that is not dominated' };
  }
  return undefined;
}

/** The label of a forwarded stanza. One that asks for the default, or that labels something else, is as none. */
function labelIn(element: Element, rules: Rules): Label | 'unread' | undefined {
  const reading = readLabelOnce(element, undefined, rules);
  if (!reading.allowed) return 'unread';
  return reading.label ?? rules.clearances.defaultLabel();
}

/** As one of the labels that the message has, in the policy of that one. Without a common policy nothing is known: no. */
function dominates({ label, equivalents }: LabelledStanza, inner: Label, rules: Rules): boolean {
  return [label, ...equivalents].some((outer) => {
    if (sameLabel(outer, inner)) return true;
    const wish = {
      purpose: 'receive',
      now: rules.now(),
      release: 'narrow',
      informativeValues: 'leave-out',
    } as const;
    const policy = policyOf(outer, rules);
    const alone = together([outer], policy, wish, rules);
    const both = together([outer, inner], policy, wish, rules);
    return alone !== undefined && both !== undefined && sameLabel(alone, both);
  });
}

function together(
  labels: readonly Label[],
  policy: Policy,
  wish: DominanceWish,
  { policies }: Rules,
): Label | undefined {
  const dominant = dominantLabel(policies, labels, policy, wish);
  return dominant.kind === 'label' ? dominant.label : undefined;
}

function deny(reason: Reason): Ruling<LabelledStanza> {
  return refused('denied', 'label', [reason]);
}
