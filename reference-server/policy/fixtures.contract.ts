import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  type ConfidentialityLabel,
  clearanceCodecs,
  LabelError,
  labelCodecs,
  readEssLabel,
  readLabelValue,
  type WrittenLabel,
} from '#labels';
import { parseDocument, XmlError } from '#xml';
import { decide } from './decide.ts';
import type { Clearance, Clearances, Label } from './label.ts';
import { type Policies, policiesOf } from './policies.ts';
import type { Policy } from './policy.ts';
import { readSpif } from './read-spif.ts';
import type { Reason } from './reason.ts';
import { type ResolvedClearance, resolveClearance, resolveLabel } from './resolve.ts';
import type { ReadingMode } from './spif/reading.ts';
import { reasonsOf, validate } from './validate.ts';

/** When the tests of this layer happen. */
export const now = new Date('2026-11-15T12:00:00Z');

/** A file of fixtures/, as text. */
export function fixture(path: string): string {
  return readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), 'utf8');
}

/** A file of fixtures/ in YAML, of this shape. */
export function yaml<Shape extends z.ZodType>(path: string, shape: Shape): z.infer<Shape> {
  return shape.parse(parse(fixture(path)));
}

/** A policy of fixtures/policies/, as `harness-a/spif.xml`. */
export function policy(path: string, mode?: ReadingMode): Policy {
  return readSpif(fixture(`policies/${path}`), mode).policy;
}

/** HARNESS-A, governing, and HARNESS-B. */
export const harness: Policies = policiesOf(policy('harness-a/spif.xml'), policy('harness-b/spif.xml'));

/** A label of fixtures/labels.yaml as the policies mean it, or why there is none. */
export function read(name: string, policies = harness): Label | readonly Reason[] {
  return readLabel(essOf(name), policies);
}

/** A label of fixtures/labels.yaml that the policies know and allow. */
export function label(name: string, policies = harness): Label {
  const known = read(name, policies);
  if ('policy' in known) return known;
  throw new Error(`label \`${name}\`: ${JSON.stringify(known)}`);
}

/** A label of a policy in words: `{ classification: LOW, categories: { Need: N1 } }`. */
export function worded(of: Policy, words: object): Label {
  const resolved = resolveLabel(policiesOf(of), readLabelValue({ ...words, policy: of.oid }));
  if (resolved.ok) return resolved.label;
  throw new Error(`label ${JSON.stringify(words)}: ${JSON.stringify(resolved.reasons)}`);
}

/** The words of a label, as `worded` takes them. */
export const words = z.looseObject({ classification: z.string() });

/** An ESS label that the policies know and allow, or why not. */
export function readLabel(ess: string, policies: Policies): Label | readonly Reason[] {
  return readWritten(policies, () => readEssLabel(ess));
}

/** A STANAG 4774 label of fixtures/stanag4774/ that the policies know and allow, or why not. */
export function readNato(name: string, policies: Policies): Label | readonly Reason[] {
  const text = fixture(`stanag4774/${name}.xml`);
  return readWritten(policies, () => labelCodecs.stanag4774.read(parseDocument(text, { comments: true })));
}

function readWritten(policies: Policies, reading: () => WrittenLabel): Label | readonly Reason[] {
  try {
    const resolved = resolveLabel(policies, reading());
    if (!resolved.ok) return resolved.reasons;
    const reasons = reasonsOf(validate(resolved.policy, resolved.label, { mode: 'read', now }));
    return reasons.length === 0 ? resolved.label : reasons;
  } catch (error) {
    if (!(error instanceof LabelError || error instanceof XmlError)) throw error;
    return [{ kind: 'unreadable-label', message: error.message }];
  }
}

/** A label as STANAG 4774 writes it, with what it says of its life. */
export function nato(
  policy: string,
  classification: string,
  life: { review?: string; succession?: { at: string; successor: ConfidentialityLabel } } = {},
): ConfidentialityLabel {
  return {
    policy: { name: policy },
    classification,
    categories: [],
    unread: [],
    metadata4774: { role: 'originator', created: '2026-01-01T00:00:00Z', ...life },
  };
}

/** What an X.501 clearance grants; nothing when it cannot be read or its policy is not there. */
export function readX501(text: string, policies: Policies): Clearances {
  try {
    const { clearance } = resolveClearance(policies, clearanceCodecs.x501.read(text));
    return clearance === undefined ? [] : [clearance];
  } catch (error) {
    if (!(error instanceof LabelError)) throw error;
    return [];
  }
}

/** A clearance in the words of fixtures/policies/harness-a and harness-b: `cleared('U', 'R', 'ALPHA')`. */
export function cleared(...wanted: readonly string[]): Clearance {
  const file = files.find(({ words }) => wanted.every((word) => Object.hasOwn(words, word)));
  if (file === undefined) throw new Error(`no policy has the words ${wanted.join(' ')}`);
  const parts = wanted.map((word) => file.words[word]).filter((part) => part !== undefined);
  const resolved = resolveClearance(harness, {
    policy: { oid: file.oid, name: file.policy },
    classifications: parts.flatMap((part) => ('classification' in part ? [part.classification] : [])),
    categories: parts.flatMap((part) =>
      'tagSet' in part ? [{ tagSet: { name: part.tagSet }, kind: 'unsaid', values: [part.value] }] : [],
    ),
    unread: [],
  });
  return whole(resolved);
}

/** A clearance of which nothing is unknown. */
export function whole({ clearance, findings }: ResolvedClearance): Clearance {
  if (clearance === undefined || findings.length > 0) throw new Error(JSON.stringify(findings));
  return clearance;
}

const files = ['harness-a', 'harness-b'].map((name) =>
  yaml(
    `policies/${name}/words.yaml`,
    z.object({
      policy: z.string(),
      oid: z.string(),
      words: z.record(
        z.string(),
        z.union([
          z.object({ classification: z.string() }),
          z.object({ tagSet: z.string(), value: z.string() }),
        ]),
      ),
    }),
  ),
);

const labels = yaml('labels.yaml', z.record(z.string(), z.looseObject({ ess: z.string() })));

function essOf(name: string): string {
  const found = labels[name];
  if (found === undefined) throw new Error(`fixtures/labels.yaml has no \`${name}\``);
  return found.ess;
}

const vectors = yaml(
  'policies/edge/acdf.yaml',
  z.object({ labels: z.record(z.string(), z.string()), clearances: z.record(z.string(), z.string()) }),
);

/** EDGE, the policy of the vectors in fixtures/policies/edge/. */
export const edge: Policies = policiesOf(policy('edge/spif.xml'));

/** A label of the vectors, or why there is none. */
export function edgeLabel(name: string): Label | readonly Reason[] {
  return readLabel(found(vectors.labels, name), edge);
}

/** A clearance of the vectors; nothing where it cannot be read. */
export function edgeClearances(name: string): Clearances {
  return readX501(found(vectors.clearances, name), edge);
}

/** Both of them decided: `grant`, `deny`, or the kinds of the reasons why there is no label. */
export function edgeVerdict(name: string, clearance: string): string {
  return verdict(edgeLabel(name), edgeClearances(clearance));
}

export function verdict(known: Label | readonly Reason[], clearances: Clearances): string {
  if (!('policy' in known)) return known.map(({ kind }) => kind).join(' ');
  return decide(known, clearances).grant ? 'grant' : 'deny';
}

function found(vectorsOf: Readonly<Record<string, string>>, name: string): string {
  const text = vectorsOf[name];
  if (text === undefined) throw new Error(`fixtures/policies/edge/acdf.yaml has no \`${name}\``);
  return text;
}

/** A clearance of the vectors as it is written. */
export function edgeClearanceText(name: string): string {
  return found(vectors.clearances, name);
}

/** A label of the vectors as it is written. */
export function vector(name: string): string {
  return found(vectors.labels, name);
}
