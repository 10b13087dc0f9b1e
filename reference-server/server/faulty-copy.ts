import { securityLabelNamespace } from '#labels';
import { childElements, type Element } from '#xml';
import type { Faults } from '../enforcement/index.ts';
import type { Stanza } from '../xmpp/index.ts';

/** A message as a broken server would hand it over: the faults `lbl.strip` and `lbl.drop-equivalents`. */
export function faultyCopy(stanza: Stanza, faults: Faults): Stanza {
  if (stanza.kind !== 'message' || stanza.type === 'error') return stanza;
  if (faults.has('lbl.strip')) return without(stanza, 'securitylabel');
  return faults.has('lbl.drop-equivalents') ? without(stanza, 'equivalentlabel') : stanza;
}

function without(stanza: Stanza, name: string): Stanza {
  return { ...stanza, element: pruned(stanza.element, name) };
}

function pruned({ name, namespace, attributes, children }: Element, unwanted: string): Element {
  const kept = children.filter((child) => typeof child === 'string' || !isUnwanted(child, unwanted));
  return {
    name,
    namespace,
    attributes,
    children: kept.map((child) => (holds(child, unwanted) ? pruned(child, unwanted) : child)),
  };
}

function holds(child: Element | string, unwanted: string): child is Element {
  return typeof child !== 'string' && childElements(child).some((each) => isUnwanted(each, unwanted));
}

function isUnwanted(child: Element, unwanted: string): boolean {
  return child.name === unwanted && child.namespace === securityLabelNamespace;
}
