import type { LabelCodec } from '../codec.ts';
import { LabelError } from '../errors.ts';
import { readBinding } from './binding.ts';
import { bindingNamespace } from './namespaces.ts';
import { writeBinding } from './write-binding.ts';

/**
 * `<BindingInformation/>` as a label inside XEP-0258 `<label/>`: the originator's label that it binds to the stanza, with
 * its alternatives. One that binds none, or more than one, is no label.
 */
export const stanag4778BindingCodec: LabelCodec = {
  syntax: 'stanag4778',
  element: { namespace: bindingNamespace, name: 'BindingInformation' },
  read: (wire) => {
    const { originators, alternatives } = readBinding(wire);
    const [one, another] = originators;
    if (one === undefined || another !== undefined) {
      throw new LabelError('label-structure', `binding with ${originators.length} originator labels`);
    }
    if (alternatives.length === 0) return one.label;
    return { ...one.label, alternatives: alternatives.map(({ label }) => label) };
  },
  write: (label) => writeBinding(label, label.alternatives),
};
