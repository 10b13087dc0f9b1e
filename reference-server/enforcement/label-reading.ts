import { LabelError, labelCodecFor, readSecurityLabel, type SecurityLabel } from '#labels';
import { type Label, type Reason, reasonsOf, resolveLabel, validate, verifyEquivalent } from '#policy';
import type { Element } from '#xml';
import { markedLabel } from './marked-label.ts';
import type { Rules } from './rules.ts';
import { type Refusal, refused } from './ruling.ts';

/** What one `<securitylabel/>` says under the loaded policies. */
export interface LabelReading {
  readonly allowed: true;
  readonly envelope: SecurityLabel;
  /** Absent for `<label/>`, which asks for the default. */
  readonly label: Label | undefined;
  readonly equivalents: readonly Label[];
  /** What recipients get in its place, where it may not stay as it came. */
  readonly replacement: Element | undefined;
}

/**
 * Reads a `<securitylabel/>`: envelope, syntax, policy, validity, equivalents, in this order; the first that fails
 * refuses it. An unknown syntax or policy is a refusal, never "no label" (XEP-0258 §5 read strictly: a sender could
 * otherwise lower a label by garbling it).
 */
export function readLabel(element: Element, rules: Rules): LabelReading | Refusal {
  try {
    const envelope = readSecurityLabel(element);
    if (envelope.label === 'default') return unlabelled(envelope);
    const label = readOne(envelope.label.element, rules);
    if ('allowed' in label) return label;
    return withEquivalents(envelope, label, rules);
  } catch (error) {
    if (error instanceof LabelError) return malformed(error.message);
    throw error;
  }
}

function readOne(element: Element, rules: Rules): Label | Refusal {
  const codec = labelCodecFor(element);
  if (codec === undefined) return denied([{ kind: 'unknown-part', part: `syntax ${element.namespace}` }]);
  const resolved = resolveLabel(rules.policies, codec.read(element));
  if (!resolved.ok) return denied(resolved.reasons);
  const reasons = reasonsOf(validate(resolved.policy, resolved.label, { mode: 'read', now: rules.now() }));
  return reasons.length === 0 || rules.faults.has('lbl.valid') ? resolved.label : denied(reasons);
}

/**
 * The equivalents that count: those that the policy's own equivalences make of the label. One in a policy that is
 * loaded and says something else is a lie and refuses the message; one in a policy or syntax unknown here is passed on
 * and counts for nothing.
 */
function withEquivalents(envelope: SecurityLabel, label: Label, rules: Rules): LabelReading | Refusal {
  const equivalents: Label[] = [];
  for (const element of envelope.equivalents) {
    const equivalent = readEquivalent(element, rules);
    if (equivalent === undefined) continue;
    const verified = verifyEquivalent(rules.policies, label, equivalent, {
      purpose: 'receive',
      now: rules.now(),
    });
    if (!verified.ok && !rules.faults.has('lbl.equiv'))
      return refused('malformed', 'label', verified.reasons);
    equivalents.push(equivalent);
  }
  const marked = markedLabel(envelope, label, rules);
  if (marked !== undefined && 'allowed' in marked) return marked;
  return { allowed: true, envelope, label, equivalents, replacement: marked };
}

function unlabelled(envelope: SecurityLabel): LabelReading {
  return { allowed: true, envelope, label: undefined, equivalents: [], replacement: undefined };
}

function readEquivalent(element: Element, rules: Rules): Label | undefined {
  const codec = labelCodecFor(element);
  if (codec === undefined) return undefined;
  const resolved = resolveLabel(rules.policies, codec.read(element));
  return resolved.ok ? resolved.label : undefined;
}

function malformed(message: string): Refusal {
  return refused('malformed', 'label', [{ kind: 'unreadable-label', message }]);
}

function denied(reasons: readonly Reason[]): Refusal {
  return refused('denied', 'label', reasons);
}
