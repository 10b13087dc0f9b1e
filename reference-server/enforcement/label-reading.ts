import {
  bindingDataVersion,
  equivalentCodecFor,
  LabelError,
  labelCodecFor,
  readBindingData,
  readSecurityLabel,
  type SecurityLabel,
  type WrittenLabel,
} from '#labels';
import { type Label, type Reason, verifyEquivalent } from '#policy';
import type { Element } from '#xml';
import { markedLabel } from './marked-label.ts';
import { meaningOf } from './meaning.ts';
import type { Rules } from './rules.ts';
import { type Refusal, refused } from './ruling.ts';

/** What one `<securitylabel/>` or `<BindingData/>` says under the loaded policies. */
export interface LabelReading {
  readonly allowed: true;
  /** Of a `<securitylabel/>`. */
  readonly envelope?: SecurityLabel;
  /** Absent where it asks for the default (`<label/>`) or labels something else than the stanza. */
  readonly label: Label | undefined;
  readonly equivalents: readonly Label[];
  /** What recipients get in its place, where it may not stay as it came. */
  readonly replacement?: Element;
}

/**
 * Reads a label: envelope, syntax, policy, validity, equivalents, in this order; the first that fails refuses it. An
 * unknown syntax or policy is a refusal, never "no label" (XEP-0258 §5 read strictly: a sender could otherwise lower
 * a label by garbling it).
 */
export function readLabel(element: Element, lang: string | undefined, rules: Rules): LabelReading | Refusal {
  try {
    return bindingDataVersion(element) === undefined
      ? readEnvelope(readSecurityLabel(element), lang, rules)
      : readBound(element, rules);
  } catch (error) {
    if (error instanceof LabelError) return malformed([{ kind: 'unreadable-label', message: error.message }]);
    throw error;
  }
}

function readEnvelope(
  envelope: SecurityLabel,
  lang: string | undefined,
  rules: Rules,
): LabelReading | Refusal {
  if (envelope.label === 'default') return { allowed: true, envelope, label: undefined, equivalents: [] };
  const { element } = envelope.label;
  const codec = labelCodecFor(element);
  if (codec === undefined) return denied([{ kind: 'unknown-part', part: `syntax ${element.namespace}` }]);
  const primary = codec.read(element);
  const equivalents = envelope.equivalents.flatMap((each) => equivalentCodecFor(each)?.read(each) ?? []);
  const reading = readTogether(primary, [...equivalents, ...(primary.alternatives ?? [])], rules);
  if (!reading.allowed) return reading;
  const marked = markedLabel(envelope, reading.label, lang, rules);
  if (marked === undefined) return { ...reading, envelope };
  return 'allowed' in marked ? marked : { ...reading, envelope, replacement: marked };
}

/** The binding of STANAG 4778: the originator's label on the stanza, and its alternatives. */
function readBound(element: Element, rules: Rules): LabelReading | Refusal {
  const version = bindingDataVersion(element) ?? '';
  const versions = rules.faults.has('nato.version') ? [version] : rules.bindingVersions;
  if (!versions.includes(version)) {
    return denied([{ kind: 'unknown-part', part: `version ${version} of the XMPP profile of STANAG 4778` }]);
  }
  const { originators, alternatives, metadata } = readBindingData(element, versions);
  const [originator, another] = rules.faults.has('nato.metadata')
    ? [...originators, ...metadata]
    : originators;
  if (originator === undefined) return { allowed: true, label: undefined, equivalents: [] };
  if (another !== undefined && !rules.faults.has('lbl.single'))
    return malformed([{ kind: 'two-labels', role: 'originator' }]);
  return readTogether(
    originator.label,
    alternatives.map(({ label }) => label),
    rules,
  );
}

/**
 * The label, and those of its equivalents that count: the ones that its own policy's equivalences make of it. One in a
 * policy that is loaded and says something else is a lie and refuses the message; one in a policy unknown here is passed on
 * and counts for nothing.
 */
function readTogether(
  primary: WrittenLabel,
  others: readonly WrittenLabel[],
  rules: Rules,
): (LabelReading & { readonly label: Label }) | Refusal {
  const meaning = meaningOf(primary, rules);
  if (!meaning.ok) return denied(meaning.reasons);
  const equivalents: Label[] = [];
  for (const written of others) {
    const other = meaningOf(written, rules);
    if (!other.ok) continue;
    const wish = { purpose: 'receive', now: rules.now() } as const;
    const verified = verifyEquivalent(rules.policies, meaning.label, other.label, wish);
    if (!verified.ok && !rules.faults.has('lbl.equiv')) return malformed(verified.reasons);
    equivalents.push(other.label);
  }
  return { allowed: true, label: meaning.label, equivalents };
}

function malformed(reasons: readonly Reason[]): Refusal {
  return refused('malformed', 'label', reasons);
}

function denied(reasons: readonly Reason[]): Refusal {
  return refused('denied', 'label', reasons);
}
