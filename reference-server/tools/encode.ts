import {
  clearanceCodecs,
  type DisplayMarking,
  decodeBase64,
  labelCodecs,
  type Metadata4774,
  type WrittenClearance,
  type WrittenLabel,
  writeConfidentialityLabel,
  writeEssLabel,
  writeSecurityLabel,
} from '#labels';
import { type Clearance, express, expressClearance, type Label, mark, type Policy } from '#policy';
import { serialize } from '#xml';
import { clearanceWords, labelWords } from './say.ts';
import { writtenClearanceWords, writtenLabelWords } from './written-words.ts';

/** The syntaxes that a label is encoded in. */
export const labelSyntaxes = ['ess', 'stanag4774', 'stanag4778', 'securitylabel', 'json'] as const;
export type LabelSyntax = (typeof labelSyntaxes)[number];

/** The syntaxes that a clearance is encoded in. */
export const clearanceSyntaxes = ['x501', 'stanag4774', 'json'] as const;
export type ClearanceSyntax = (typeof clearanceSyntaxes)[number];

/** What was encoded: binary as base64 and hexadecimal, XML as text, `json` as a value. */
export interface Encoded {
  readonly syntax: LabelSyntax | ClearanceSyntax;
  readonly base64?: string;
  readonly hex?: string;
  readonly xml?: string;
  readonly value?: object;
}

/** A label that its policy knows, in a syntax. @throws LabelError `label-inexpressible` */
export function encodeLabel(
  { label, policy }: { readonly label: Label; readonly policy: Policy },
  syntax: LabelSyntax,
  metadata: Metadata4774,
): Encoded {
  switch (syntax) {
    case 'ess':
      return binary(syntax, writeEssLabel(express(policy, label, 'numbers')));
    case 'stanag4774':
    case 'stanag4778':
      return inXml({ ...express(policy, label, 'names'), metadata4774: metadata }, syntax);
    case 'securitylabel':
      return envelope(express(policy, label, 'numbers'), mark(policy, label));
    case 'json':
      return { syntax, value: labelWords(policy, label) };
  }
}

/** A label as it was written, in a syntax with the same words. @throws LabelError `label-inexpressible` */
export function encodeWritten(written: WrittenLabel, syntax: LabelSyntax): Encoded {
  switch (syntax) {
    case 'ess':
      return binary(syntax, writeEssLabel(written));
    case 'stanag4774':
    case 'stanag4778':
      return inXml(written, syntax);
    case 'securitylabel':
      return envelope(written);
    case 'json':
      return { syntax, value: writtenLabelWords(written) };
  }
}

/** A clearance that its policy knows, in a syntax. @throws LabelError `label-inexpressible` */
export function encodeClearance(policy: Policy, clearance: Clearance, syntax: ClearanceSyntax): Encoded {
  switch (syntax) {
    case 'x501':
      return binary(syntax, clearanceCodecs.x501.write(expressClearance(policy, clearance, 'numbers')));
    case 'stanag4774':
      return { syntax, xml: clearanceCodecs.stanag4774.write(expressClearance(policy, clearance, 'names')) };
    case 'json':
      return { syntax, value: clearanceWords(policy, clearance) };
  }
}

/** A clearance as it was written, in a syntax with the same words. @throws LabelError `label-inexpressible` */
export function encodeWrittenClearance(written: WrittenClearance, syntax: ClearanceSyntax): Encoded {
  switch (syntax) {
    case 'x501':
      return binary(syntax, clearanceCodecs.x501.write(written));
    case 'stanag4774':
      return { syntax, xml: clearanceCodecs.stanag4774.write(written) };
    case 'json':
      return { syntax, value: writtenClearanceWords(written) };
  }
}

/** A label of any role stands in a document of its own; a binding holds the originator's. */
function inXml(written: WrittenLabel, syntax: 'stanag4774' | 'stanag4778'): Encoded {
  const wire =
    syntax === 'stanag4774' ? writeConfidentialityLabel(written) : labelCodecs.stanag4778.write(written);
  return { syntax, xml: serialize(wire) };
}

function binary(syntax: LabelSyntax | ClearanceSyntax, base64: string): Encoded {
  const octets = [...decodeBase64(base64, Number.MAX_SAFE_INTEGER)];
  return { syntax, base64, hex: octets.map((octet) => octet.toString(16).padStart(2, '0')).join('') };
}

function envelope(written: WrittenLabel, displayMarking?: DisplayMarking): Encoded {
  const label = { element: labelCodecs.ess.write(written) };
  const securityLabel = {
    label,
    equivalents: [],
    ...(displayMarking === undefined ? {} : { displayMarking }),
  };
  return { syntax: 'securitylabel', xml: serialize(writeSecurityLabel(securityLabel)) };
}
