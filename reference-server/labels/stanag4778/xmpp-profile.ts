import { type Element, element } from '#xml';
import { LabelError } from '../errors.ts';
import { Sequence } from '../sequence.ts';
import { addBinding, type BoundLabels, type LabelsSoFar, noLabels } from './binding.ts';
import { bindingNamespace } from './namespaces.ts';

/** Versions of the XMPP profile that are read where no others are asked for. The first is written. */
export const bindingDataVersions: readonly string[] = ['1:0'];

/**
 * The version of the XMPP profile that an element is of: `1:0`; undefined for an element of anything else. One in a version
 * that is not read is no less a label: it must not pass as no label.
 *
 * Source: WP-LABELS "STANAG 4774/4778"
 */
export function bindingDataVersion({ namespace }: Element): string | undefined {
  if (!namespace.startsWith(profile)) return undefined;
  const rest = namespace.slice(profile.length);
  if (rest === '') return '';
  return rest.startsWith(':') ? rest.slice(1) : undefined;
}

/**
 * Reads a `<BindingData/>`, which stands directly in a stanza: its BindingInformation elements, each perhaps inside a
 * BindingDataObject.
 *
 * @throws LabelError as `readBinding` does; `label-structure` for a version that is not among these
 */
export function readBindingData(wire: Element, versions = bindingDataVersions): BoundLabels {
  const version = bindingDataVersion(wire);
  if (version === undefined || wire.name !== 'BindingData') {
    throw new LabelError('label-structure', `element \`${wire.name}\` of \`${wire.namespace}\` as a binding`);
  }
  if (!versions.includes(version)) {
    throw new LabelError('label-structure', `version \`${version}\` of the XMPP profile`);
  }
  const bound = noLabels();
  addBindings(wire, wire.namespace, bound);
  return bound;
}

/** A `<BindingData/>` of that version around a binding. */
export function writeBindingData(binding: Element, version = '1:0'): Element {
  const namespace = `${profile}:${version}`;
  return element(namespace, 'BindingData', {}, [element(namespace, 'BindingDataObject', {}, [binding])]);
}

const profile = 'urn:nato:stanag:4778:profile:xmpp';

/** One BindingInformation or more, each directly inside `wire` or in a BindingDataObject there. */
function addBindings(wire: Element, namespace: string, bound: LabelsSoFar): void {
  const sequence = new Sequence(wire, bindingNamespace);
  do {
    const object =
      sequence.take('BindingDataObject', namespace) ?? sequence.take('BindingDataObject', bindingNamespace);
    if (object === undefined) addBinding(sequence.need('BindingInformation'), bound);
    else addObject(object, bound);
  } while (sequence.next !== undefined);
}

function addObject(object: Element, bound: LabelsSoFar): void {
  const sequence = new Sequence(object, bindingNamespace);
  do addBinding(sequence.need('BindingInformation'), bound);
  while (sequence.next !== undefined);
}
