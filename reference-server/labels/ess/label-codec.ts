import { type Element, element, textOf } from '#xml';
import type { LabelCodec } from '../codec.ts';
import { LabelError } from '../errors.ts';
import { readEssLabel } from './read-label.ts';
import { writeEssLabel } from './write-label.ts';

/** The namespace of `<esssecuritylabel/>`. Source: XEP-0258 §10.3 */
export const essNamespace = 'urn:xmpp:sec-label:ess:0';

/** `<esssecuritylabel/>`: the base64 of an ESSSecurityLabel. Source: XEP-0258 §10.3, RFC 2634 §3.2 */
export const essLabelCodec: LabelCodec = {
  syntax: 'ess',
  element: { namespace: essNamespace, name: 'esssecuritylabel' },
  read: (wire) => readEssLabel(base64In(wire)),
  write: (label) => element(essNamespace, 'esssecuritylabel', {}, [writeEssLabel(label)]),
};

/** Source: XEP-0258 §10.3: xs:base64Binary, so no attribute and no element inside. */
function base64In(wire: Element): string {
  for (const name in wire.attributes)
    throw new LabelError('label-structure', `attribute \`${name}\` of the label`);
  for (const child of wire.children) {
    if (typeof child !== 'string') {
      throw new LabelError('label-structure', `element \`${child.name}\` inside the label`);
    }
  }
  return textOf(wire);
}
