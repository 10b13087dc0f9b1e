import {
  bindingDataVersion,
  equivalentCodecFor,
  LabelError,
  labelCodecFor,
  labelCodecs,
  mappedLabelCodecFor,
  readBindingData,
  readSecurityLabel,
  type SecurityLabel,
  type WrittenLabel,
} from '#labels';
import { type Label, type Reason, verifyEquivalent } from '#policy';
import type { Element } from '#xml';
import { faultyWire } from '../faults/faulty-wire.ts';
import type { Rules } from '../rules.ts';
import { type Refusal, refused } from '../ruling.ts';
import { markedLabel } from './marked-label.ts';
import { meaningOf } from './meaning.ts';
import { inWordsOf } from './syntax-mapping.ts';

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
  const version = bindingDataVersion(element);
  if (version === undefined) return orRefusal(() => readEnvelope(readSecurityLabel(element), lang, rules));
  const bound = orRefusal(() => readBound(asSeen(element, rules), version, rules));
  return bound.allowed ? bound : byTheLetter(bound, rules);
}

function readEnvelope(
  envelope: SecurityLabel,
  lang: string | undefined,
  rules: Rules,
): LabelReading | Refusal {
  if (envelope.label === 'default') return { allowed: true, envelope, label: undefined, equivalents: [] };
  const { element } = envelope.label;
  const primary = orRefusal(() => readSyntax(element, rules));
  if ('allowed' in primary) return byTheLetter(primary, rules, envelope);
  const equivalents = envelope.equivalents.flatMap((each) => equivalentCodecFor(each)?.read(each) ?? []);
  const reading = readTogether(primary, [...equivalents, ...(primary.alternatives ?? [])], rules);
  if (!reading.allowed) return byTheLetter(reading, rules, envelope);
  const marked = markedLabel(envelope, reading.label, lang, rules);
  if (marked === undefined) return { ...reading, envelope };
  return 'allowed' in marked ? marked : { ...reading, envelope, replacement: marked };
}

/** What stands in a `<label/>`, in the words of a policy: of a syntax that says which, or of one that a mapping is for. */
function readSyntax(element: Element, rules: Rules): WrittenLabel | Refusal {
  const codec = labelCodecFor(element);
  const isOff = codec === labelCodecs.stanag4774 && rules.faults.has('nato.4774');
  if (codec !== undefined && !isOff) return codec.read(asSeen(element, rules));
  const mapped = mappedLabelCodecFor(element);
  const mapping = rules.syntaxes.get(mapped?.syntax ?? '');
  if (mapped === undefined || mapping === undefined)
    return denied([{ kind: 'unknown-part', part: `syntax ${element.namespace}` }]);
  const words = inWordsOf(mapping, mapped.read(element));
  return words.ok ? words.written : denied(words.reasons);
}

/** As it is, save where something in it is overlooked on purpose. */
function asSeen(element: Element, { faults }: Rules): Element {
  return faults.size === 0 ? element : faultyWire(element, faults);
}

/** The binding of STANAG 4778: the originator's label on the stanza, and its alternatives. */
function readBound(element: Element, version: string, rules: Rules): LabelReading | Refusal {
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

/**
 * XEP-0258 §5 to the letter, where a deployment asks for it: what is not known at all counts as the default label, and
 * nothing does that contradicts itself or that the policy does not allow.
 */
function byTheLetter(refusal: Refusal, rules: Rules, envelope?: SecurityLabel): LabelReading | Refusal {
  const isUnknown = refusal.reasons.every(({ kind }) => unknownKinds.has(kind));
  if (rules.unknownLabel === 'refuse' || !isUnknown) return refusal;
  return { allowed: true, ...(envelope && { envelope }), label: undefined, equivalents: [] };
}

const unknownKinds: ReadonlySet<Reason['kind']> = new Set<Reason['kind']>([
  'unreadable-label',
  'unknown-policy',
  'no-policy',
  'unknown-part',
  'unknown-classification',
  'unknown-tag-set',
  'unknown-value',
]);

/** What was read, or the refusal of what cannot be read. */
function orRefusal<Read>(read: () => Read): Read | Refusal {
  try {
    return read();
  } catch (error) {
    if (error instanceof LabelError) return malformed([{ kind: 'unreadable-label', message: error.message }]);
    throw error;
  }
}

function malformed(reasons: readonly Reason[]): Refusal {
  return refused('malformed', 'label', reasons);
}

function denied(reasons: readonly Reason[]): Refusal {
  return refused('denied', 'label', reasons);
}
