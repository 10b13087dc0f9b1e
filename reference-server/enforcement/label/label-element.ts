import { bindingDataVersion, securityLabelNamespace } from '#labels';
import type { Element } from '#xml';

/** Does this element, as a child of a stanza, label it? Any version of the STANAG 4778 profile does, known or not. */
export function isLabel(element: Element): boolean {
  return isSecurityLabel(element) || bindingDataVersion(element) !== undefined;
}

export function isSecurityLabel({ name, namespace }: Element): boolean {
  return name === 'securitylabel' && namespace === securityLabelNamespace;
}
