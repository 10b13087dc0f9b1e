import type { WrittenClearance, WrittenLabel } from '#labels';
import {
  type Clearance,
  type Clearances,
  decide,
  explain,
  express,
  type Label,
  mapLabel,
  mark,
  markClearance,
  type Policies,
  type Policy,
  policiesOf,
  readSpif,
  reasonsOf,
  resolveClearance,
  resolveLabel,
  sameLabel,
  selectable,
  validate,
} from '#policy';
import { filesOf } from './corpus.ts';
import { promise } from './decoder.ts';

/** Asks every question about a label that is read: each policy of the fixtures, each way to take it. Nothing may be thrown. */
export function weighLabel(written: WrittenLabel): void {
  for (const policies of [known, open]) {
    const options = {
      absentPolicy: 'governing',
      informativeSyntaxes: ['1.2.840.113549.1.9.16.7.4'],
    } as const;
    const [strict, loose] = [resolveLabel(policies, written), resolveLabel(policies, written, options)];
    promise(!strict.ok || loose.ok, 'a label that is known is unknown once less is asked of it');
    for (const resolved of [strict, loose]) {
      if (resolved.ok) weigh(policies, resolved.policy, resolved.label);
      else resolved.reasons.forEach(explain);
    }
  }
}

/** The same for a clearance. */
export function weighClearance(written: WrittenClearance): void {
  for (const policies of [known, open]) {
    const { clearance, findings } = resolveClearance(policies, written);
    resolveClearance(policies, written, { memberships: 'expand' });
    findings.forEach(explain);
    if (clearance === undefined) continue;
    const policy = policies.byOid.get(clearance.policy) ?? policies.governing;
    markClearance(policy, clearance);
    for (const label of someLabels(policy)) decide(label, [clearance]);
  }
}

/** The same for a policy: of some labels, what becomes of them under it. */
export function weighPolicy(policy: Policy): void {
  const policies = policiesOf(policy);
  for (const label of someLabels(policy)) weigh(policies, policy, label);
}

const now = new Date('2026-11-15T12:00:00Z');

function weigh(policies: Policies, policy: Policy, label: Label): void {
  const holders: Clearances[] = [[], [fullClearance(policy)], [emptyClearance(policy)]];
  for (const holder of holders) {
    const decision = decide(label, holder);
    if (!decision.grant) decision.reasons.forEach(explain);
    decide(label, holder, { classification: 'dominates', permissiveScope: 'tagSet' });
  }
  promise(!decide(label, []).grant, 'a label is granted to somebody without a clearance');
  promise(decide(label, [fullClearance(policy)]).grant, 'a label is denied to somebody who holds everything');
  for (const mode of ['read', 'new'] as const)
    reasonsOf(validate(policy, label, { mode, now })).forEach(explain);
  mark(policy, label, { language: 'de', location: 'pageTop', elsewhere: 'chain' });
  selectable(policy, label, { now, clearances: [fullClearance(policy)] });
  for (const to of policies.all) mapLabel(policies, label, to, { purpose: 'originate', now });
  for (const vocabulary of ['numbers', 'names'] as const) {
    const again = resolveLabel(policies, express(policy, label, vocabulary));
    promise(!again.ok || sameLabel(again.label, label), 'a label said in words of its policy is another one');
  }
}

function fullClearance(policy: Policy): Clearance {
  const classifications = new Set(policy.classifications.map(({ classification }) => classification));
  return { policy: policy.oid, classifications, categories: new Set(policy.index.categories.keys()) };
}

function emptyClearance(policy: Policy): Clearance {
  return { policy: policy.oid, classifications: new Set(), categories: new Set() };
}

/** Of each classification the label without categories, and the one with all. */
function someLabels(policy: Policy): Label[] {
  const categories = [...policy.index.categories.keys()].slice(0, 200);
  return policy.classifications
    .slice(0, 20)
    .flatMap(({ classification }) =>
      [[], categories].map((some) => ({ policy: policy.oid, classification, categories: some })),
    );
}

function policies(...patterns: readonly string[]): Policies {
  const [first, ...others] = patterns.flatMap(filesOf).map((bytes) => readSpif(bytes).policy);
  if (first === undefined) throw new Error(`no policy at ${patterns.join(', ')}`);
  return policiesOf(first, ...others);
}

const known = policies('policies/harness-a/spif.xml', 'policies/harness-b/spif.xml');
const open = policies('policies/edge/spif.xml', 'policies/open/spif.xml', 'policies/rules/spif.xml');
