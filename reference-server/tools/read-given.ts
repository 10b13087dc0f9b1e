import {
  bindingDataVersion,
  clearanceCodecs,
  equivalentCodecFor,
  LabelError,
  readBindingData,
  readClearanceValue,
  readConfidentialityLabel,
  readEssLabel,
  readLabelValue,
  readSecurityLabel,
  securityLabelNamespace,
  type WrittenClearance,
  type WrittenLabel,
} from '#labels';
import { type Element, parseDocument, XmlError } from '#xml';
import { base64OfHex, type Given, valueOfWords } from './given.ts';

/** A label as it was given: in which syntax, and what it says. */
export interface GivenLabel {
  readonly syntax: 'ess' | 'stanag4774' | 'stanag4778' | 'words';
  /** It stood in a `<securitylabel/>`. */
  readonly enveloped: boolean;
  /** `default` asks for the default label. */
  readonly written: WrittenLabel | 'default';
  /** What its sender says is the same under other policies. */
  readonly alternatives: readonly WrittenLabel[];
}

/** Clearances as they were given. */
export interface GivenClearances {
  readonly syntax: 'x501' | 'stanag4774' | 'words';
  readonly written: readonly WrittenClearance[];
}

/** @throws LabelError when it cannot be read */
export function readGivenLabel(given: Given): GivenLabel {
  switch (given.form) {
    case 'base64':
      return label('ess', readEssLabel(given.text));
    case 'hex':
      return label('ess', readEssLabel(base64OfHex(given.text)));
    case 'words':
      return label('words', readLabelValue(valueOfWords(given.text)));
    case 'value':
      return label('words', readLabelValue(given.value));
    case 'xml':
      return readXml(documentIn(given.text));
  }
}

/** @throws LabelError when one of them cannot be read */
export function readGivenClearances(given: Given): GivenClearances {
  const { x501, stanag4774 } = clearanceCodecs;
  switch (given.form) {
    case 'base64':
      return { syntax: 'x501', written: [x501.read(given.text)] };
    case 'hex':
      return { syntax: 'x501', written: [x501.read(base64OfHex(given.text))] };
    case 'words':
      return { syntax: 'words', written: readClearanceValue(valueOfWords(given.text)) };
    case 'value':
      return { syntax: 'words', written: readClearanceValue(given.value) };
    case 'xml':
      documentIn(given.text);
      return { syntax: 'stanag4774', written: [stanag4774.read(given.text)] };
  }
}

function label(syntax: GivenLabel['syntax'], { alternatives = [], ...written }: WrittenLabel): GivenLabel {
  return { syntax, enveloped: false, written, alternatives };
}

function readXml(root: Element): GivenLabel {
  if (root.name === 'securitylabel' && root.namespace === securityLabelNamespace) return readEnvelope(root);
  if (bindingDataVersion(root) !== undefined) return readBoundLabel(root);
  const codec = equivalentCodecFor(root);
  // A label on metadata is read by nobody else, and an element that is no label at all is refused by name
  if (codec === undefined) return label('stanag4774', readConfidentialityLabel(root));
  return label(syntaxOf(codec.syntax), codec.read(root));
}

function readEnvelope(root: Element): GivenLabel {
  const { label: inside, equivalents } = readSecurityLabel(root);
  const alternatives = equivalents.flatMap((wire) => equivalentCodecFor(wire)?.read(wire) ?? []);
  if (inside === 'default') return { syntax: 'words', enveloped: true, written: 'default', alternatives };
  const read = readXml(inside.element);
  return { ...read, enveloped: true, alternatives: [...read.alternatives, ...alternatives] };
}

function readBoundLabel(root: Element): GivenLabel {
  const { originators, alternatives } = readBindingData(root);
  const [one, another] = originators;
  if (one === undefined || another !== undefined)
    throw new LabelError('label-structure', `binding with ${originators.length} originator labels`);
  return { ...label('stanag4778', one.label), alternatives: alternatives.map((bound) => bound.label) };
}

function syntaxOf(name: string): GivenLabel['syntax'] {
  return name === 'ess' || name === 'stanag4778' ? name : 'stanag4774';
}

/** With the place of what is wrong, which a codec does not know. */
function documentIn(text: string): Element {
  try {
    return parseDocument(text, { maxBytes: maxXmlBytes, comments: true });
  } catch (cause) {
    if (!(cause instanceof XmlError)) throw cause;
    const { line, column, message, code } = cause;
    const place = line === undefined ? '' : `line ${line}, column ${column ?? 1}: `;
    const tooLarge = code === 'xml-too-large' || code === 'xml-too-deep';
    throw new LabelError(tooLarge ? 'label-too-large' : 'label-encoding', `${place}${message}`, { cause });
  }
}

/** Longest XML of a label with its envelope, in bytes; each codec has a bound of its own. */
const maxXmlBytes = 262_144;
