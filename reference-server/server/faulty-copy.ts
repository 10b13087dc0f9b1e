import { securityLabelNamespace } from '#labels';
import { childElements, type Element, serialize } from '#xml';
import { type Faults, isLabel } from '../enforcement/index.ts';
import type { Stanza } from '../xmpp/index.ts';

/** A message as a broken server would hand it over: the faults `lbl.strip`, `lbl.repeat` and `lbl.drop-equivalents`. */
export function faultyCopy(stanza: Stanza, faults: Faults): Stanza {
  if (stanza.kind !== 'message' || stanza.type === 'error') return stanza;
  if (faults.has('lbl.strip')) return without(stanza, isLabel);
  if (faults.has('lbl.repeat') && isRepeated(stanza, faults)) return without(stanza, isLabel);
  return faults.has('lbl.drop-equivalents') ? without(stanza, isEquivalent) : stanza;
}

/** By sender, the label of the last message handed over, as text; while these faults are in force. */
const lastLabels = new WeakMap<Faults, Map<string, string>>();

/** Is its label that of its sender's last message? */
function isRepeated({ element, from }: Stanza, faults: Faults): boolean {
  const last = lastLabels.get(faults) ?? new Map<string, string>();
  lastLabels.set(faults, last);
  const label = childElements(element)
    .filter((child) => isLabel(child))
    .map((child) => serialize(child))
    .join('');
  const sender = from.full;
  const isSame = label !== '' && last.get(sender) === label;
  last.set(sender, label);
  return isSame;
}

type Unwanted = (child: Element) => boolean;

function without(stanza: Stanza, unwanted: Unwanted): Stanza {
  return { ...stanza, element: pruned(stanza.element, unwanted) };
}

function pruned({ name, namespace, attributes, children }: Element, unwanted: Unwanted): Element {
  const kept = children.filter((child) => typeof child === 'string' || !unwanted(child));
  return {
    name,
    namespace,
    attributes,
    children: kept.map((child) => (holds(child, unwanted) ? pruned(child, unwanted) : child)),
  };
}

function holds(child: Element | string, unwanted: Unwanted): child is Element {
  return typeof child !== 'string' && childElements(child).some(unwanted);
}

function isEquivalent({ name, namespace }: Element): boolean {
  return name === 'equivalentlabel' && namespace === securityLabelNamespace;
}
