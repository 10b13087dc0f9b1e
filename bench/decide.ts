/**
 * How many access decisions a second, how many readings of a label, and how long a large SPIF takes:
 * `node bench/decide.ts`. A reading is base64, DER or XML, and what the label means under HARNESS-A. Figures:
 * docs/benchmarks.md. Never a test.
 */
import { readFileSync } from 'node:fs';
import { labelCodecs, readStanag4774Document, type WrittenLabel } from '#labels';
import { type Clearance, decide, mark, policiesOf, readSpif, resolveLabel, validate } from '#policy';
import { textOf } from '#xml';

/** The best of so many rounds is shown, each at least so long in milliseconds. */
const rounds = 5;
const roundMs = 200;

const spif = readFileSync(new URL('../fixtures/policies/harness-a/spif.xml', import.meta.url));
const { policy } = readSpif(spif);
const policies = policiesOf(policy);
const now = new Date();

const secret = { policy: { oid: policy.oid }, classification: 4n, categories: [], unread: [] } as const;
const released = {
  ...secret,
  categories: [
    { tagSet: { oid: `${policy.oid}.1` }, kind: 'enumerated-permissive', values: [1n, 2n, 3n] },
    { tagSet: { oid: `${policy.oid}.2` }, kind: 'restrictive', values: [0n, 1n] },
  ],
} as const;
const marked = { ...secret, privacyMark: 'Ne quittez pas la pièce avant le jour. '.repeat(18).trim() };

const natoLabel = `<originatorConfidentialityLabel xmlns='urn:nato:stanag:4774:confidentialitymetadatalabel:1:0' ReviewDateTime='2035-01-01T00:00:00Z'><ConfidentialityInformation><PolicyIdentifier URI='urn:oid:${policy.oid}'>${policy.name}</PolicyIdentifier><Classification>SECRET</Classification></ConfidentialityInformation><CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime></originatorConfidentialityLabel>`;

const clearedToAll: Clearance = {
  policy: policy.oid,
  classifications: new Set(policy.classifications.map((entry) => entry.classification)),
  categories: new Set(policy.index.categories.keys()),
};
const clearedToNone: Clearance = { ...clearedToAll, classifications: new Set(), categories: new Set() };

for (const [name, label] of Object.entries({ secret, released, marked })) measureLabel(name, label);

measureNato();
measureSpif(5000);

function measureLabel(name: string, written: WrittenLabel): void {
  const wire = labelCodecs.ess.write(written);
  const resolved = resolveLabel(policies, labelCodecs.ess.read(wire));
  if (!resolved.ok) throw new Error(`${name} is no label of the policy`);
  const { label } = resolved;
  console.log(`\n${name}: ${label.categories.length} values, ${textOf(wire).length} characters`);
  measure('decide, granted', () => decide(label, [clearedToAll]));
  measure('decide, denied with its reasons', () => decide(label, [clearedToNone]));
  measure('read', () => labelCodecs.ess.read(wire));
  measure('read, resolve', () => resolveLabel(policies, labelCodecs.ess.read(wire)));
  measure('validate', () => validate(policy, label, { mode: 'read', now }));
  measure('mark', () => mark(policy, label));
}

/** The label of the first row in STANAG 4774. */
function measureNato(): void {
  const written = readStanag4774Document(natoLabel);
  const wire = labelCodecs.stanag4774.write(written);
  console.log('\nsecret in STANAG 4774');
  measure('read', () => labelCodecs.stanag4774.read(wire));
  measure('read, resolve', () => resolveLabel(policies, labelCodecs.stanag4774.read(wire)));
}

/** HARNESS-A with that many values more in a tag set of their own. */
function measureSpif(values: number): void {
  const value = (n: number): string => `<tagCategory name="VALUE ${n}" lacv="${n}"/>`;
  const many = Array.from({ length: values }, (_, n) => value(n)).join('');
  const tagSet = `<securityCategoryTagSet name="Many" id="${policy.oid}.77"><securityCategoryTag name="Many" tagType="enumerated" enumType="permissive">${many}</securityCategoryTag></securityCategoryTagSet>`;
  const text = spif.toString().replace('</securityCategoryTagSets>', `${tagSet}</securityCategoryTagSets>`);
  const times = Array.from({ length: rounds }, () => {
    const began = performance.now();
    readSpif(text);
    return performance.now() - began;
  });
  console.log(
    `\nSPIF with ${values} values more\n  load ${Math.min(...times)
      .toFixed(0)
      .padStart(34)} ms`,
  );
}

function measure(what: string, once: () => unknown): void {
  const best = Math.max(...Array.from({ length: rounds }, () => perSecond(once)));
  console.log(`  ${what.padEnd(32)} ${String(Math.round(best / 1000)).padStart(7)} k/s`);
}

function perSecond(once: () => unknown): number {
  const began = performance.now();
  let times = 0;
  let took = 0;
  while (took < roundMs) {
    for (let left = 1000; left > 0; left -= 1) once();
    times += 1000;
    took = performance.now() - began;
  }
  return (times * 1000) / took;
}
