import { expect } from 'chai';
import fc from 'fast-check';
import { childElements, type Element } from '#xml';
import { anyClearance, anyLabel } from '../../policy/arbitrary.contract.ts';
import { harness, policy } from '../../policy/fixtures.contract.ts';
import { decide, type Label, type Policies, policiesOf, sameLabel, validate } from '../../policy/index.ts';
import { check } from '../../policy/property.contract.ts';
import { labelArrival } from '../label/label-arrival.ts';
import { isLabel } from '../label/label-element.ts';
import { stampLabel } from '../label/marked-label.ts';
import { rules, stanza } from '../rules.fixture.ts';
import type { Rules } from '../rules.ts';
import type { LabelledStanza } from '../stages.ts';
import { cameWith } from './came-with.ts';
import { labelledForPeer } from './labelled-for-peer.ts';
import { type MappingWish, peer } from './mapping.fixture.ts';

const formats = [undefined, 'ess', '4774', '4778'] as const;
const mappings: fc.Arbitrary<MappingWish> = fc
  .record({
    format: fc.constantFrom(...formats),
    policy: fc.constantFrom(undefined, 'HARNESS-A', 'HARNESS-B'),
    original: fc.constantFrom('record', 'replace'),
  })
  .map(({ format, policy: named, original }) => ({
    original,
    ...(format && { format }),
    ...(named && { policy: named }),
  }));

/** A message with this label, as a client writes it: in ESS, or in STANAG 4774. */
function sent(label: Label, isNato: boolean, under: Rules): LabelledStanza {
  const message = stanza("<message to='xenia@b.test' type='chat' id='m1'><body>hi</body></message>");
  const written = stampLabel(label, under, undefined, isNato ? '2026-01-01T00:00:00Z' : undefined);
  const element = { ...message.element, children: [...message.element.children, written] };
  const ruling = labelArrival({ stanza: { ...message, element }, sender: message.from }, under);
  if (!ruling.allowed) throw new Error(ruling.kind);
  return ruling.message;
}

/** The same element, come back from b.test. */
function comeBack(element: Element, map: MappingWish, under: Rules): LabelledStanza | undefined {
  const message = stanza("<message to='romeo@a.test' type='chat' id='m1'/>", 'xenia@b.test/home');
  const back = { ...message, element: { ...message.element, children: element.children } };
  const mapped = { ...under, peers: { ...under.peers, between: () => peer({ map }, under.policies) } };
  const ruling = labelArrival({ stanza: back, sender: back.from, peer: 'b.test' }, mapped);
  return ruling.allowed ? ruling.message : undefined;
}

/** Labels that the governing policy, or the other one, allows. */
function labels({ all }: Policies): fc.Arbitrary<Label> {
  return fc
    .oneof(...all.map((each) => anyLabel(each)))
    .filter((one) => all.some((each) => each.oid === one.policy && isValid(each, one)));
}

function isValid(of: Policies['governing'], label: Label): boolean {
  const { violations } = validate(of, label, { mode: 'read', now: new Date('2026-11-15T12:00:00Z') });
  return violations.length === 0;
}

/** Is everybody who may have the one cleared for the other, too? Of labels of one policy with the same categories. */
function isAtLeast(one: Label, other: Label): boolean {
  return one.classification.hierarchy >= other.classification.hierarchy;
}

/** The label of HARNESS-A that comes back of one that was sent; `undefined`: it did not leave, or did not come in. */
function backAgain(label: Label, map: MappingWish, under: Rules): Label | undefined {
  const ruling = labelledForPeer(sent(label, false, under), peer({ map }, under.policies), under);
  return ruling.allowed ? comeBack(ruling.message, map, under)?.label : undefined;
}

describe('a mapping for a peer', () => {
  it('leaves one label, or the message does not leave; nothing is thrown', () => {
    const under = rules();
    check(
      fc.property(labels(harness), fc.boolean(), mappings, (label, isNato, map) => {
        const ruling = labelledForPeer(sent(label, isNato, under), peer({ map }), under);
        return !ruling.allowed || childElements(ruling.message).filter(isLabel).length === 1;
      }),
    );
  });

  it('leaves the original where somebody can find it, where it is recorded', () => {
    const under = rules();
    check(
      fc.property(labels(harness), fc.boolean(), mappings, (label, isNato, map) => {
        const message = sent(label, isNato, under);
        const ruling = labelledForPeer(message, peer({ map: { ...map, original: 'record' } }), under);
        if (!ruling.allowed) return true;
        const left = { ...message, stanza: { ...message.stanza, element: ruling.message } };
        const { originals, others } = cameWith(left, under);
        return [...originals, ...others].some(
          (each) => each.label !== undefined && sameLabel(each.label, label),
        );
      }),
    );
  });

  it('gives nobody over there what their clearance in the other policy denies', () => {
    const under = rules();
    const clearances = harness.all.flatMap((each) => anyClearance(each));
    check(
      fc.property(labels(harness), fc.oneof(...clearances), mappings, (label, outbound, map) => {
        const message = sent(label, false, under);
        const ruling = labelledForPeer(message, peer({ map, outbound: [outbound] }), under);
        if (!ruling.allowed || label.policy === outbound.policy) return true;
        const left = { ...message, stanza: { ...message.stanza, element: ruling.message } };
        const { originals, others } = cameWith(left, under);
        const shown = [...originals, ...others].find((each) => each.label?.policy === outbound.policy)?.label;
        return shown === undefined || decide(shown, [outbound]).grant;
      }),
    );
  });

  it('is never lower there and back than it was', () => {
    const under = rules();
    const [a] = harness.all;
    if (a === undefined) throw new Error('no policy');
    const own = anyLabel(a).filter((one) => isValid(a, one));
    check(
      fc.property(own, mappings, (label, map) => {
        const back = backAgain(label, { ...map, policy: 'HARNESS-B' }, under);
        return back === undefined || isAtLeast(back, label);
      }),
    );
  });

  it('would be lower where the policies say so, and only where the original does not come back with it', () => {
    const lossy = rules({
      policies: policiesOf(policy('harness-a/spif.xml'), policy('harness-b/spif-lowering.xml')),
    });
    const [confidential] = lossy.policies.governing.classifications.filter(
      ({ classification }) => classification.name === 'CONFIDENTIAL',
    );
    if (confidential === undefined) throw new Error('no CONFIDENTIAL');
    const { classification } = confidential;
    const label = { policy: lossy.policies.governing.oid, classification, categories: [] };
    const map = { policy: 'HARNESS-B', original: 'replace' } as const;
    expect(backAgain(label, map, lossy)?.classification.name).to.equal('RESTRICTED');
    expect(backAgain(label, { ...map, original: 'record' }, lossy)).to.equal(undefined);
  });
});
