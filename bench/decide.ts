/**
 * How many access decisions a second, and how many readings of a label: `node bench/decide.ts`. Policy HARNESS-A; a reading is
 * base64, DER, resolving under the policy, and its validity. Figures: docs/benchmarks.md. Never a test.
 */
import { readFileSync } from 'node:fs';
import { labelCodecs, readSecurityLabel, writeEssLabel } from '#labels';
import { type Clearance, decide, type Label, type Policies, policiesOf, readSpif, resolveLabel, validate } from '#policy';
import { type Element, element, parseDocument } from '#xml';

/** Best of so many rounds, each at least so long. */
const rounds = 5;
const roundMs = 200;

const policies = loadPolicies();
const ess = 'urn:xmpp:sec-label:ess:0';
const secret = { policy: { oid: policies.governing.oid }, classification: 4n, categories: [], unread: [] };
const released = {
  ...secret,
  categories: [
    { tagSet: { oid: `${policies.governing.oid}.1` }, kind: 'enumerated-permissive', values: [1n, 2n, 3n] },
    { tagSet: { oid: `${policies.governing.oid}.2` }, kind: 'restrictive', values: [0n, 1n] },
  ],
} as const;
const marked = { ...secret, privacyMark: 'Ne quittez pas la pièce avant le jour. '.repeat(18) };

const all = clearedToAll();
for (const [name, written] of Object.entries({ secret, released, marked })) {
  const text = writeEssLabel(written);
  const wire = element(ess, 'esssecuritylabel', {}, [text]);
  const label = labelOf(wire);
  show(`decide, granted, ${name}`, () => decide(label, [all]));
  show(`decide, denied, ${name}`, () => decide(label, [{ ...all, classifications: new Set() }]));
  show(`read and resolve, ${name} (${text.length} characters)`, () => labelOf(wire));
  show(`the same with validity, ${name}`, () => validate(policies.governing, labelOf(wire), { mode: 'read', now }));
}

function loadPolicies(): Policies {
  const spif = readFileSync(new URL('../fixtures/policies/harness-a/spif.xml', import.meta.url));
  return policiesOf([readSpif(parseDocument(spif, { comments: true })).policy]);
}
