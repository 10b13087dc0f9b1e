import { expect } from 'chai';
import fc from 'fast-check';
import { clearanceCodecs, labelCodecs, readEssLabel, type WrittenLabel, writeEssLabel } from '#labels';
import { anyClearance, anyLabel } from './arbitrary.contract.ts';
import { decide } from './decide.ts';
import { sameLabel } from './equivalent.ts';
import { express, expressClearance } from './express.ts';
import { edge, harness } from './fixtures.contract.ts';
import type { Clearance, Label } from './label.ts';
import { mark } from './mark.ts';
import type { Policies } from './policies.ts';
import { check } from './property.contract.ts';
import { explain } from './reason.ts';
import { resolveClearance, resolveLabel } from './resolve.ts';

const metadata4774 = {
  role: 'originator',
  created: '2026-11-15T12:00:00Z',
  review: '2036-11-15T12:00:00Z',
} as const;

describe('what a label means', () => {
  for (const policies of [edge, harness]) {
    const of = policies.governing;

    it(`is the same under ${of.name} in ESS and in STANAG 4774, and so is what is decided and shown`, () => {
      check(
        fc.property(anyLabel(of), anyClearance(of), (label, clearance) => {
          const ess = meaning(policies, readEssLabel(writeEssLabel(express(of, label, 'numbers'))));
          const nato = meaning(policies, throughNato(express(of, label, 'names')));
          const decisions = [label, ess, nato].map((one) => decide(one, [clearance]).grant);
          const markings = [label, ess, nato].map((one) => mark(of, one).text);
          expect([sameLabel(ess, label), sameLabel(nato, label)]).to.deep.equal([true, true]);
          expect([new Set(decisions).size, new Set(markings).size]).to.deep.equal([1, 1]);
        }),
      );
    });

    it(`is granted under ${of.name} by clearances in X.501 and in STANAG 4774 alike`, () => {
      check(
        fc.property(anyLabel(of), anyClearance(of), (label, clearance) => {
          const { x501, stanag4774 } = clearanceCodecs;
          // A clearance of STANAG 4774 has one classification at least
          const either = clearance.classifications.size === 0 ? [x501] : [x501, stanag4774];
          const grants = either.map((codec) => {
            const words = expressClearance(of, clearance, codec === x501 ? 'numbers' : 'names');
            return decide(label, known(policies, codec.read(codec.write(words)))).grant;
          });
          expect(
            [...grants, decide(label, [clearance]).grant].every((grant) => grant === grants[0]),
          ).to.equal(true);
        }),
      );
    });
  }
});

function throughNato(label: WrittenLabel): WrittenLabel {
  const codec = labelCodecs.stanag4774;
  return codec.read(codec.write({ ...label, metadata4774 }));
}

function meaning(policies: Policies, written: WrittenLabel): Label {
  const resolved = resolveLabel(policies, written);
  if (resolved.ok) return resolved.label;
  throw new Error(resolved.reasons.map(explain).join('; '));
}

function known(policies: Policies, written: Parameters<typeof resolveClearance>[1]): Clearance[] {
  const { clearance } = resolveClearance(policies, written);
  return clearance === undefined ? [] : [clearance];
}
