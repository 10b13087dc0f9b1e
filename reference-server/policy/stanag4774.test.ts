import { expect } from 'chai';
import { z } from 'zod';
import {
  clearanceCodecs,
  LabelError,
  labelCodecs,
  readEssLabel,
  readStanag4774Document,
  type WrittenLabel,
} from '#labels';
import { parseDocument } from '#xml';
import { decide } from './decide.ts';
import { sameLabel } from './equivalent.ts';
import { express } from './express.ts';
import { fixture, harness, now, policy, yaml } from './fixtures.contract.ts';
import type { Clearance } from './label.ts';
import { type Policies, policiesOf } from './policies.ts';
import { resolveClearance, resolveLabel } from './resolve.ts';
import { validate } from './validate.ts';

const edge = policiesOf(policy('edge/spif.xml'));

/** Granted to the holder of fixtures/stanag4774/clearance.xml, or the kinds of reasons why not. */
function outcomeOf(xml: string): string {
  try {
    const resolved = resolveLabel(edge, readStanag4774Document(xml));
    if (!resolved.ok) return resolved.reasons.map(({ kind }) => kind).join(' ');
    const { violations } = validate(resolved.policy, resolved.label, { mode: 'read', now });
    if (violations.length > 0) return violations.map(({ rule }) => rule).join(' ');
    return decide(resolved.label, [holder()]).grant ? 'granted' : 'denied';
  } catch (error) {
    if (error instanceof LabelError) return error.code;
    throw error;
  }
}

function holder(): Clearance {
  const text = fixture('stanag4774/clearance.xml');
  const { clearance } = resolveClearance(edge, clearanceCodecs.stanag4774.read(text));
  if (clearance === undefined) throw new Error('fixtures/stanag4774/clearance.xml grants nothing');
  return clearance;
}

/** What each `expected` of fixtures/stanag4774/expected.yaml is called here; where it is another, the codec's error. */
const outcomes: Readonly<Record<string, string>> = {
  ok: 'granted',
  finding: 'granted',
  'ok-lenient': 'unknown-policy',
  'unknown-policy': 'unknown-policy',
  'policy-mismatch': 'policy-mismatch',
  'unknown-class': 'unknown-classification',
  'syntax-mismatch': 'tag-kind-mismatch',
  'unknown-tagset': 'unknown-tag-set',
  'unknown-lacv': 'unknown-value',
  'schema-or-unknown': 'unknown-value',
  'uri-mismatch': 'tag-set-mismatch',
  'unsupported-value': 'unknown-part',
};

describe('a STANAG 4774 label under the policy EDGE', () => {
  const row = z.looseObject({ expected: z.string(), error: z.string().optional() });
  for (const [name, { expected, error }] of Object.entries(
    yaml('stanag4774/expected.yaml', z.record(z.string(), row)),
  )) {
    it(`is ${expected}: ${name}`, () => {
      expect(outcomeOf(fixture(`stanag4774/${name}.xml`))).to.equal(error ?? outcomes[expected]);
    });
  }

  it('is reported when its privacy mark is none of the policy', () => {
    const resolved = resolveLabel(
      edge,
      readStanag4774Document(fixture('stanag4774/note-privacymark-unknown.xml')),
    );
    expect(resolved.ok && validate(edge.governing, resolved.label, { mode: 'read', now })).to.deep.equal({
      violations: [],
      findings: [{ rule: 'unknown-privacy-mark', where: 'privacy mark `WHATEVER`' }],
    });
  });
});

describe('a label in two syntaxes', () => {
  const labels = yaml(
    'labels.yaml',
    z.record(z.string(), z.looseObject({ ess: z.string(), stanag4774: z.string().optional() })),
  );
  for (const [name, { ess, stanag4774 }] of Object.entries(labels)) {
    if (stanag4774 === undefined) continue;
    it(`means the same: ${name}`, () => {
      const meant = [readEssLabel(ess), labelCodecs.stanag4774.read(parseDocument(stanag4774))].map(
        (written) => meaning(written, harness),
      );
      expect(meant[1]).to.deep.equal(meant[0]);
    });
  }

  const clearances = yaml(
    'clearances.yaml',
    z.record(z.string(), z.looseObject({ x501: z.string(), stanag4774: z.string().optional() })),
  );
  for (const [name, { x501, stanag4774 }] of Object.entries(clearances)) {
    if (stanag4774 === undefined) continue;
    it(`means the same clearance: ${name}`, () => {
      expect(resolveClearance(harness, clearanceCodecs.stanag4774.read(stanag4774))).to.deep.equal(
        resolveClearance(harness, clearanceCodecs.x501.read(x501)),
      );
    });
  }

  it('is written in names as it was written in numbers', () => {
    const resolved = resolveLabel(harness, readEssLabel(labels['A-S REL1 ALPHA']?.ess ?? ''));
    if (!resolved.ok) throw new Error('A-S REL1 ALPHA');
    const metadata4774 = { role: 'originator', created: '2026-01-01T00:00:00Z' } as const;
    const named = { ...express(resolved.policy, resolved.label, 'names'), metadata4774 };
    const again = resolveLabel(harness, labelCodecs.stanag4774.read(labelCodecs.stanag4774.write(named)));
    expect(again.ok && sameLabel(again.label, resolved.label)).to.be.true;
  });
});

/** The label, or the kinds of reasons why it is none. */
function meaning(written: WrittenLabel, policies: Policies): unknown {
  const resolved = resolveLabel(policies, written);
  return resolved.ok ? resolved.label : resolved.reasons.map(({ kind }) => kind);
}
