import type { LabelCodec } from '../codec.ts';
import { readDocument } from '../document.ts';
import { LabelError } from '../errors.ts';
import type { ConfidentialityLabel, LabelRole, WrittenLabel } from '../written-label.ts';
import { maxLabelDocumentBytes } from './bounds.ts';
import { confidentialityLabelNamespace as namespace } from './namespaces.ts';
import { readConfidentialityLabel } from './read-label.ts';
import { writeConfidentialityLabel } from './write-label.ts';

/** `<originatorConfidentialityLabel/>`, also under its name of the first edition. Source: ADatP-4774 App. 1 */
export const stanag4774LabelCodec: LabelCodec = {
  ...codecOf('originator', 'originatorConfidentialityLabel'),
  alsoReads: [{ namespace, name: 'ConfidentialityLabel' }],
};

/** `<alternativeConfidentialityLabel/>`: what a label is in another policy, and never a label by itself. */
export const stanag4774AlternativeCodec: LabelCodec = codecOf(
  'alternative',
  'alternativeConfidentialityLabel',
);

/** The label that an XML document of its own holds, in whichever role. @throws LabelError */
export function readStanag4774Document(text: string): ConfidentialityLabel {
  return readConfidentialityLabel(readDocument(text, maxLabelDocumentBytes));
}

function codecOf(role: LabelRole, name: string): LabelCodec {
  return {
    syntax: 'stanag4774',
    element: { namespace, name },
    read: (wire) => asRole(role, readConfidentialityLabel(wire), 'label-structure'),
    write: (label) => writeConfidentialityLabel(asRole(role, label, 'label-inexpressible')),
  };
}

function asRole(
  role: LabelRole,
  label: WrittenLabel,
  code: 'label-structure' | 'label-inexpressible',
): WrittenLabel {
  const written = label.metadata4774?.role;
  if (written === undefined || written === role) return label;
  throw new LabelError(code, `label of role \`${written}\` where one of \`${role}\` should stand`);
}
