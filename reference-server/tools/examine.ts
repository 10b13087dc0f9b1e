import { instantOf, LabelError, type WrittenLabel } from '#labels';
import {
  type ElapsedReview,
  effectiveLabel,
  type Label,
  labelInForce,
  type Policies,
  type Policy,
  type Reason,
  type ResolveOptions,
  reasonsOf,
  resolveLabel,
  type ValidityQuestion,
  type Violation,
  validate,
  verifyEquivalent,
} from '#policy';
import { type Given, keyOf } from './given.ts';
import { type GivenLabel, readGivenLabel } from './read-given.ts';
import { Remember } from './remember.ts';
import type { Remark } from './say.ts';

/** When a label is looked at, and what for. */
export interface LabelQuestion extends ValidityQuestion, ResolveOptions {
  readonly elapsedReview?: ElapsedReview;
}

/** All that is known about a label under policies. */
export interface ExaminedLabel {
  /** Undefined when it cannot be read, or none was given. */
  readonly given?: GivenLabel;
  /** What it says now: itself, or what succeeded it. */
  readonly inForce?: WrittenLabel;
  /** The label in force and its policy; undefined when the policies do not know it. */
  readonly known?: { readonly label: Label; readonly policy: Policy };
  /** Known, allowed by its policy, and not contradicted by what it says is the same. */
  readonly valid: boolean;
  readonly violations: readonly Violation[];
  readonly findings: readonly Remark[];
  /** Why it is not valid; empty when it is. */
  readonly reasons: readonly Reason[];
}

/**
 * Reads a label and asks the policies about it, as the server does with one that arrives: succession, words, validity,
 * equivalents. `default` asks for the governing policy's default label.
 *
 * Total: a label that cannot be read is not valid, and the reasons say why.
 */
export function examine(
  policies: Policies,
  given: Given | 'default',
  question: LabelQuestion,
): ExaminedLabel {
  if (given === 'default') return examineDefault(policies, question);
  const { mode, now, absentPolicy = '', expiredPolicy = '', elapsedReview = '' } = question;
  const key = `${mode} ${now.getTime()} ${absentPolicy} ${expiredPolicy} ${elapsedReview} ${keyOf(given)}`;
  return examined.get(policies, key, () => examineGiven(policies, given, question));
}

/** The same label is asked about for many holders. */
const examined = new Remember<ExaminedLabel>();

function examineGiven(policies: Policies, given: Given, question: LabelQuestion): ExaminedLabel {
  try {
    const read = readGivenLabel(given);
    const { written, alternatives } = read;
    if (written === 'default') return { ...examineDefault(policies, question), given: read };
    return { ...examineWritten(policies, written, alternatives, question), given: read };
  } catch (error) {
    if (!(error instanceof LabelError)) throw error;
    return invalid([{ kind: 'unreadable-label', message: error.message }]);
  }
}

function examineDefault(policies: Policies, question: LabelQuestion): ExaminedLabel {
  const effective = effectiveLabel(policies.governing, {});
  if (effective.from === 'nil') return invalid([{ kind: 'no-label' }]);
  return examineKnown(policies.governing, effective.label, question);
}

function examineWritten(
  policies: Policies,
  written: WrittenLabel,
  alternatives: readonly WrittenLabel[],
  question: LabelQuestion,
): ExaminedLabel {
  const current = labelInForce(written, question.now, question.elapsedReview);
  if (!current.ok) return invalid([current.reason]);
  const resolved = resolveLabel(policies, current.written, question);
  const oddities = odditiesOf(current.written, question);
  if (!resolved.ok) return { ...invalid(resolved.reasons), findings: oddities };
  const examined = examineKnown(resolved.policy, resolved.label, question);
  const untrue = untrueAlternatives(policies, resolved.label, alternatives, question);
  return {
    ...examined,
    inForce: current.written,
    valid: examined.valid && untrue.length === 0,
    findings: [...oddities, ...examined.findings],
    reasons: [...examined.reasons, ...untrue],
  };
}

function examineKnown(policy: Policy, label: Label, question: LabelQuestion): ExaminedLabel {
  const validity = validate(policy, label, question);
  return {
    known: { label, policy },
    valid: validity.violations.length === 0,
    violations: validity.violations,
    findings: validity.findings.map(({ rule, where }) => ({ kind: rule, message: `${rule}: ${where}` })),
    reasons: reasonsOf(validity),
  };
}

/** Docs: docs/decisions/0008-untrue-equivalents.md. One in a policy that is not loaded counts for nothing. */
function untrueAlternatives(
  policies: Policies,
  label: Label,
  alternatives: readonly WrittenLabel[],
  { now }: LabelQuestion,
): Reason[] {
  return alternatives.flatMap((alternative) => {
    const claimed = resolveLabel(policies, alternative);
    if (!claimed.ok) return [];
    const verified = verifyEquivalent(policies, label, claimed.label, { purpose: 'receive', now });
    return verified.ok ? [] : verified.reasons;
  });
}

function invalid(reasons: readonly Reason[]): ExaminedLabel {
  return { valid: false, violations: [], findings: [], reasons };
}

/** Source: ADatP-4774 App. 1: a review date that has passed changes nothing. */
function odditiesOf({ findings = [], metadata4774 }: WrittenLabel, { now }: LabelQuestion): Remark[] {
  const said = findings.map(({ kind, found }) => ({ kind, message: oddity(kind, found) }));
  const review = metadata4774?.review;
  if (review === undefined || instantOf(review) > now.getTime()) return said;
  return [...said, { kind: 'review-due', message: `the label was to be looked at again on \`${review}\`` }];
}

function oddity(kind: string, found: string): string {
  return found === '' ? `${kind}: it is missing` : `${kind}: \`${found}\``;
}
