import { expect } from 'chai';
import fc from 'fast-check';
import { encodeBase64, writeEssLabel } from '#labels';
import { anyClearance, anyLabel } from './arbitrary.contract.ts';
import { inOtherBer, octetsOf } from './ber.contract.ts';
import { decide } from './decide.ts';
import { express } from './express.ts';
import { cleared, edge, harness, label, readLabel } from './fixtures.contract.ts';
import type { Clearance, Label } from './label.ts';
import type { Policies } from './policies.ts';
import type { Policy } from './policy.ts';
import { check } from './property.contract.ts';

/** Draws numbers out of a seed, so that a failure shrinks to the plainest writing. */
const choices = fc.infiniteStream(fc.nat(1023));

describe('a label in BER that is not DER', () => {
  for (const policies of [edge, harness]) {
    const of = policies.governing;

    it(`is decided on under ${of.name} as the same label in DER`, () => {
      check(
        fc.property(anyLabel(of), anyClearance(of), choices, (one, clearance, numbers) => {
          const der = derOf(of, one);
          const ber = inOtherBer(der, (end) => (numbers.next().value ?? 0) % end);
          expect(answerTo(policies, ber, clearance)).to.deep.equal(answerTo(policies, der, clearance));
        }),
      );
    });
  }

  it('is really another writing', () => {
    const der = derOf(harness.governing, label('A-S'));
    expect([
      inOtherBer(der, (end) => end - 1),
      Buffer.from(octetsOf(inOtherBer(der, () => 0))).toString('hex'),
    ]).to.deep.equal([
      'MRAGCysGAQQBgf1ZggIBAgEE',
      '31800282000104068200' + '0b2b0601040181fd59820201' + '0000',
    ]);
  });
});

describe('a denied label with one octet changed', () => {
  for (const policies of [edge, harness]) {
    const of = policies.governing;

    it(`is granted under ${of.name} only where it says something else of the policy`, () => {
      check(
        fc.property(
          anyLabel(of),
          anyClearance(of),
          fc.nat(),
          fc.integer({ min: 1, max: 255 }),
          (one, ...rest) => {
            const [clearance, at, change] = rest;
            if (decide(one, [clearance]).grant) return;
            const octets = octetsOf(derOf(of, one));
            expect(changed(policies, octets, at % octets.length, change, clearance)).not.to.equal(
              saying(one),
            );
          },
        ),
      );
    });
  }

  it('never becomes the same label granted, whichever bit it is', () => {
    const restricted = cleared('U', 'R');
    for (const secret of [label('A-S'), label('A-C'), label('A-R ALPHA')]) {
      const octets = octetsOf(derOf(harness.governing, secret));
      expect(decide(secret, [restricted]).grant).to.equal(false);
      for (let bit = 0; bit < octets.length * 8; bit++) {
        const said = changed(harness, octets, bit >> 3, 1 << (bit & 7), restricted);
        expect(said, `bit ${bit}`).not.to.equal(saying(secret));
      }
    }
  });
});

function derOf(of: Policy, one: Label): string {
  return writeEssLabel(express(of, one, 'numbers'));
}

/** What a label says, as far as it is decided on. */
function saying({ classification, categories }: Label): string {
  const said = categories.map(({ name, tag }) => JSON.stringify([tag.tagSet.oid, tag.kind, tag.name, name]));
  return [classification.name, ...said.toSorted()].join(' ');
}

/** What it says and whether it is granted or for which kinds of reasons not; or why there is no label. */
function answerTo(policies: Policies, ess: string, clearance: Clearance): unknown {
  const read = readLabel(ess, policies);
  if (!('policy' in read)) return read;
  const decision = decide(read, [clearance]);
  // Reasons come in the order of the label's values, and a SET has none
  return [saying(read), decision.grant ? 'grant' : decision.reasons.map(({ kind }) => kind).toSorted()];
}

/** What a changed label says if it is granted, and nothing otherwise. */
function changed(
  policies: Policies,
  octets: Uint8Array,
  at: number,
  change: number,
  clearance: Clearance,
): string | undefined {
  const other = Uint8Array.from(octets, (octet, index) => (index === at ? octet ^ change : octet));
  const read = readLabel(encodeBase64(other), policies);
  return 'policy' in read && decide(read, [clearance]).grant ? saying(read) : undefined;
}
