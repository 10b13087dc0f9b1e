import { LabelError, readClearanceValue, readLabelValue } from '#labels';
import {
  type Clearances,
  explain,
  type Label,
  type Policies,
  type Reason,
  reasonsOf,
  resolveClearance,
  resolveLabel,
  validate,
} from '#policy';
import { shared } from './shared-clearances.ts';
import { ProvisionError } from './verbs.ts';

/** A label as a verb has it, looked up in the policies and allowed by its own. @throws ProvisionError */
export function labelOf(value: unknown, policies: Policies, verb: string): Label {
  const resolved = resolveLabel(
    policies,
    orProblem(() => readLabelValue(value), verb),
  );
  if (!resolved.ok) throw new ProvisionError(sentences(resolved.reasons), verb);
  const wrong = reasonsOf(validate(resolved.policy, resolved.label, { mode: 'read', now: new Date() }));
  if (wrong.length > 0) throw new ProvisionError(sentences(wrong), verb);
  return resolved.label;
}

/**
 * Clearances as a verb has them; `none` is an empty list. Provisioning is written by people: a word that the policy does
 * not know is a mistake to be told, and not a grant of nothing. Equal ones are one object.
 *
 * @throws ProvisionError
 */
export function clearancesOf(value: unknown, policies: Policies, verb: string): Clearances {
  const clearances = orProblem(() => readClearanceValue(value), verb).map((written) => {
    const { clearance, findings } = resolveClearance(policies, written);
    if (clearance === undefined || findings.length > 0) throw new ProvisionError(sentences(findings), verb);
    return clearance;
  });
  return shared(clearances, policies);
}

/** A clearance that may be unset: `none`, or the verb left out. */
export function levelOf(value: unknown, policies: Policies, verb: string): Clearances | undefined {
  return value === undefined || value === 'none' ? undefined : clearancesOf(value, policies, verb);
}

/** A label that may be unset. */
export function labelOrNone(verb: string, value: unknown, policies: Policies): Label | undefined {
  return value === 'none' ? undefined : labelOf(value, policies, verb);
}

/** @throws ProvisionError */
export function booleanOf(value: unknown, verb: string): boolean {
  if (value === true || value === 'on') return true;
  if (value === false || value === 'off') return false;
  throw new ProvisionError('write `on` or `off`', verb);
}

/** One of some words, as modes are written. @throws ProvisionError */
export function wordOf<Word extends string>(value: unknown, words: readonly Word[], verb: string): Word {
  const word = words.find((each) => each === value);
  if (word === undefined)
    throw new ProvisionError(`write ${words.map((each) => `\`${each}\``).join(' or ')}`, verb);
  return word;
}

function orProblem<T>(read: () => T, verb: string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof LabelError) throw new ProvisionError(error.message, verb);
    throw error;
  }
}

function sentences(reasons: readonly Reason[]): string {
  return reasons.map((reason) => explain(reason)).join('; ');
}
