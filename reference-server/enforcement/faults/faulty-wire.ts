import { childElements, type Element } from '#xml';
import type { Faults } from './faults.ts';

/**
 * A label as a server reads it that overlooks something in it: the faults `nato.*` of the wire (faults.ts says each in a
 * sentence). Without any of them it is the same element.
 */
export function faultyWire(wire: Element, faults: Faults): Element {
  return wireFaults.some((fault) => faults.has(fault)) ? overlooking(wire, faults) : wire;
}

const wireFaults = [
  'nato.reference',
  'nato.first-metadata',
  'nato.policy-by-name',
  'nato.type-from-label',
  'nato.first-classification',
  'nato.case',
] as const;

/** The same element with what is overlooked taken out of it, to the bottom. */
function overlooking(wire: Element, faults: Faults): Element {
  const children = remaining(wire, faults).map((child) => {
    if (typeof child !== 'string') return overlooking(child, faults);
    return wire.name === 'Classification' && faults.has('nato.case') ? child.toUpperCase() : child;
  });
  return { name: wire.name, namespace: wire.namespace, attributes: attributesOf(wire, faults), children };
}

function remaining(wire: Element, faults: Faults): Element['children'] {
  const firstOnly: string[] = [];
  if (faults.has('nato.first-metadata')) firstOnly.push('Metadata');
  if (faults.has('nato.first-classification')) firstOnly.push('Classification');
  const elements = childElements(wire);
  return wire.children.filter((child) => {
    if (typeof child === 'string') return true;
    if (wire.name === 'Metadata' && faults.has('nato.first-metadata')) return child === elements[0];
    if (faults.has('nato.type-from-label') && child.attributes['Type'] === 'INFORMATIVE') return false;
    return !firstOnly.includes(child.name) || child === elements.find(({ name }) => name === child.name);
  });
}

function attributesOf({ name, attributes }: Element, faults: Faults): Element['attributes'] {
  if (name === 'DataReference' && faults.has('nato.reference')) return { ...attributes, URI: '' };
  if (name !== 'PolicyIdentifier' || !faults.has('nato.policy-by-name')) return attributes;
  return {};
}
