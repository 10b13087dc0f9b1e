import { childElements, type Element, element, textOf } from '#xml';
import { LabelError } from '../errors.ts';
import { validColour, writtenColour } from './colour.ts';
import { securityLabelNamespace } from './namespaces.ts';

/** Most equivalent labels that are read: one a policy is plenty, and each costs its reading. */
export const maxEquivalents = 64;

/** `<securitylabel/>`: a label in one syntax, what it is in other policies, and how to show it. */
export interface SecurityLabel {
  /** For people. Nothing is ever decided on it. */
  readonly displayMarking?: DisplayMarking;
  /** The label in its syntax; `default` asks for the default label (an empty `<label/>`). */
  readonly label: 'default' | { readonly element: Element };
  /** What the sender says is the same under other policies, in its order. */
  readonly equivalents: readonly Element[];
}

/** Text and colours, each a `validColour`. Without them it is black on white. */
export interface DisplayMarking {
  readonly text: string;
  readonly fgcolor?: string;
  readonly bgcolor?: string;
}

/**
 * Reads a `<securitylabel/>`. Its children may come in any order; there is one `<label/>`, at most one
 * `<displaymarking/>`, and nothing that the schema does not have: a second label, or text in place of one, could be read
 * otherwise by someone else.
 *
 * @throws LabelError `label-too-large` past `maxEquivalents`; `label-structure`, also for a colour that is none (it could be anything, in somebody's style sheet)
 *
 * Source: XEP-0258 §3, §10.1
 */
export function readSecurityLabel(wire: Element): SecurityLabel {
  const read: Draft = { equivalents: [] };
  refuseText(wire);
  for (const child of childElements(wire)) readChild(read, child);
  const { displayMarking, label, equivalents } = read;
  if (label === undefined) throw new LabelError('label-structure', 'securitylabel without a label');
  return displayMarking === undefined ? { label, equivalents } : { displayMarking, label, equivalents };
}

/** A `<securitylabel/>` in the schema's order. Source: XEP-0258 §10.1 */
export function writeSecurityLabel({ displayMarking, label, equivalents }: SecurityLabel): Element {
  return element(securityLabelNamespace, 'securitylabel', {}, [
    ...(displayMarking === undefined ? [] : [writeMarking(displayMarking)]),
    element(securityLabelNamespace, 'label', {}, label === 'default' ? [] : [label.element]),
    ...equivalents.map((equivalent) => element(securityLabelNamespace, 'equivalentlabel', {}, [equivalent])),
  ]);
}

interface Draft {
  displayMarking?: DisplayMarking;
  label?: SecurityLabel['label'];
  readonly equivalents: Element[];
}

function readChild(read: Draft, child: Element): void {
  if (child.namespace !== securityLabelNamespace) throw unknown(child);
  switch (child.name) {
    case 'displaymarking':
      if (read.displayMarking !== undefined) throw new LabelError('label-structure', 'two display markings');
      read.displayMarking = readMarking(child);
      break;
    case 'label': {
      if (read.label !== undefined) throw new LabelError('label-structure', 'securitylabel with two labels');
      const inside = readLabelChoice(child);
      read.label = inside === undefined ? 'default' : { element: inside };
      break;
    }
    case 'equivalentlabel': {
      const inside = readLabelChoice(child);
      // An empty one says nothing that could be the same as the label
      if (inside !== undefined) addEquivalent(read, inside);
      break;
    }
    default:
      throw unknown(child);
  }
}

function addEquivalent(read: Draft, equivalent: Element): void {
  if (read.equivalents.length === maxEquivalents) {
    throw new LabelError('label-too-large', `more than ${maxEquivalents} equivalent labels`);
  }
  read.equivalents.push(equivalent);
}

/** Source: XEP-0258 §10.1 complexType label: at most one element, of another namespace */
function readLabelChoice(choice: Element): Element | undefined {
  refuseText(choice);
  const [inside, second] = childElements(choice);
  if (second !== undefined) throw new LabelError('label-structure', `two elements in \`${choice.name}\``);
  if (inside?.namespace === securityLabelNamespace) throw unknown(inside);
  return inside;
}

function readMarking(wire: Element): DisplayMarking {
  const [inside] = childElements(wire);
  if (inside !== undefined) throw unknown(inside);
  const marking: { text: string; fgcolor?: string; bgcolor?: string } = { text: textOf(wire) };
  for (const name of ['fgcolor', 'bgcolor'] as const) {
    const written = wire.attributes[name];
    if (written === undefined) continue;
    const colour = validColour(written);
    if (colour === undefined) throw new LabelError('label-structure', `${name} \`${written}\``);
    marking[name] = colour;
  }
  return marking;
}

function writeMarking({ text, fgcolor, bgcolor }: DisplayMarking): Element {
  const colours = {
    fgcolor: fgcolor && writtenColour(fgcolor),
    bgcolor: bgcolor && writtenColour(bgcolor),
  };
  return element(securityLabelNamespace, 'displaymarking', colours, [text]);
}

/** Source: XML 1.0 §2.3: only whitespace may stand between elements */
function refuseText(wire: Element): void {
  if (/[^ \t\r\n]/.test(textOf(wire))) throw new LabelError('label-structure', `text in \`${wire.name}\``);
}

function unknown(child: Element): LabelError {
  return new LabelError(
    'label-structure',
    `element \`${child.name}\` of \`${child.namespace}\` in a securitylabel`,
  );
}
