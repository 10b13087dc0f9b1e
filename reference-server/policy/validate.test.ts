import { expect } from 'chai';
import { z } from 'zod';
import type { Violation } from './combinations.ts';
import { harness, label, now, policy, worded, words, yaml } from './fixtures.contract.ts';
import type { Policy } from './policy.ts';
import { reasonsOf, validate } from './validate.ts';

const rules = policy('rules/spif.xml');

describe('validate', () => {
  describe('for every rule that a SPIF can lay down', () => {
    const some = z.array(z.string()).default([]);
    const table = yaml(
      'policies/rules/validity.yaml',
      z.array(z.object({ says: z.string(), label: words, violations: some, findings: some })),
    );
    for (const row of table) {
      it(row.says, () => {
        const one = worded(rules, row.label);
        const read = validate(rules, one, { mode: 'read', now });
        expect({ violations: written(read.violations), findings: written(read.findings) }).to.deep.equal({
          violations: row.violations,
          findings: row.findings,
        });
        const made = validate(rules, one, { mode: 'new', now });
        expect(written(made.violations)).to.have.members([...row.violations, ...row.findings]);
        expect(made.findings).to.deep.equal([]);
      });
    }
  });

  it('counts privacy marks', () => {
    const none = { ...worded(rules, { classification: 'LOW' }) };
    const one = { ...none, privacyMark: 'PERSONAL' };
    const { marks, marking } = rules.privacyMarks;
    const needsOne: Policy = {
      ...rules,
      privacyMarks: { marks, selection: { min: 1, max: 1, single: false }, marking },
    };
    const allowsNone: Policy = {
      ...rules,
      privacyMarks: { marks, selection: { min: 0, max: 0, single: false }, marking },
    };
    const violationsOf = (of: Policy, it: typeof none) =>
      written(validate(of, it, { mode: 'read', now }).violations);
    expect(violationsOf(needsOne, one)).to.deep.equal([]);
    expect(violationsOf(needsOne, none)).to.deep.equal(['min-selection: privacy mark']);
    expect(violationsOf(allowsNone, one)).to.deep.equal(['max-selection: privacy mark']);
  });

  it('allows every privacy mark where the policy lists none, and reports it', () => {
    const b = harness.byOid.get('1.3.6.1.4.1.32473.258.2') ?? rules;
    const marked = { ...label('B-S'), privacyMark: 'ANYTHING' };
    for (const mode of ['read', 'new'] as const) {
      expect(validate(b, marked, { mode, now })).to.deep.equal({
        violations: [],
        findings: [{ rule: 'unknown-privacy-mark', where: 'privacy mark `ANYTHING`' }],
      });
      expect(validate(b, label('B-S'), { mode, now })).to.deep.equal({ violations: [], findings: [] });
    }
    const past: Policy = { ...b, period: { notAfter: 0 } };
    const warned = validate(past, marked, { mode: 'read', now, expiredPolicy: 'warn' });
    expect(written(warned.findings)).to.deep.equal([
      'policy-not-in-force: policy `HARNESS-B`',
      'unknown-privacy-mark: privacy mark `ANYTHING`',
    ]);
  });

  it('refuses labels of a policy that is not in force, unless an administrator only wants to know', () => {
    const low = worded(rules, { classification: 'LOW' });
    const early: Policy = { ...rules, period: { notBefore: now.getTime() + 1 } };
    const late: Policy = { ...rules, period: { notAfter: now.getTime() - 1 } };
    const outside = [{ rule: 'policy-not-in-force', where: 'policy `RULES`' }];
    for (const expired of [early, late]) {
      expect(validate(expired, low, { mode: 'read', now })).to.deep.equal({
        violations: outside,
        findings: [],
      });
      expect(validate(expired, low, { mode: 'read', now, expiredPolicy: 'warn' })).to.deep.equal({
        violations: [],
        findings: outside,
      });
      expect(validate(expired, low, { mode: 'new', now, expiredPolicy: 'warn' })).to.deep.equal({
        violations: outside,
        findings: [],
      });
    }
  });

  it('is in force at the first and at the last instant of the period', () => {
    const low = worded(rules, { classification: 'LOW' });
    const instant: Policy = { ...rules, period: { notBefore: now.getTime(), notAfter: now.getTime() } };
    expect(validate(instant, low, { mode: 'new', now })).to.deep.equal({ violations: [], findings: [] });
  });

  it('refuses a label of another policy, and its categories', () => {
    const foreign = label('A-S ALPHA');
    expect(written(validate(rules, foreign, { mode: 'read', now }).violations)).to.deep.equal([
      'other-policy: policy `1.3.6.1.4.1.32473.258.1`',
      'other-policy: `ALPHA` of `Compartment`',
      'min-selection: tag `Context` of `Context`',
    ]);
  });

  it('refuses what somebody wrote for a value of another policy', () => {
    const open = policy('open/spif.xml');
    const foreign = worded(open, { classification: 'LOW', categories: { Case: '12' } });
    expect(written(validate(rules, foreign, { mode: 'read', now }).violations)).to.deep.equal([
      'other-policy: policy `1.3.6.1.4.1.32473.258.14`',
      'other-policy: `CASE NUMBER` of `Case`',
      'min-selection: tag `Context` of `Context`',
      'user-input: `CASE NUMBER` of `Case`',
    ]);
  });

  it('gives a reason for each violation', () => {
    const low = worded(rules, { classification: 'LOW', categories: { Single: ['S1', 'S2'] } });
    expect(reasonsOf(validate(rules, low, { mode: 'read', now }))).to.deep.equal([
      { kind: 'invalid-label', violation: 'single-selection: tag `Single` of `Single`' },
    ]);
  });
});

function written(violations: readonly Violation[]): string[] {
  return violations.map(({ rule, where }) => `${rule}: ${where}`);
}
