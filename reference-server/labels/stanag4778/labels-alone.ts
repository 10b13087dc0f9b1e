import { childElements, type Element } from '#xml';
import { confidentialityLabelNamespace as labelNamespace } from '../stanag4774/namespaces.ts';

/**
 * Does a `<BindingData/>`, or a `<BindingInformation/>`, say what labels the stanza and nothing else: no signature, no metadata of
 * another kind, no reference to something else? Then its labels can be written in another way and nothing is lost. Of an
 * element that `readBindingData` or `readBinding` reads.
 */
export function holdsLabelsAlone(wire: Element): boolean {
  if (wire.name === 'MetadataBinding') return bindsLabelsAlone(wire);
  const [inside, another] = childElements(wire);
  return inside !== undefined && another === undefined && holdsLabelsAlone(inside);
}

function bindsLabelsAlone(binding: Element): boolean {
  const parts = childElements(binding);
  const references = parts.filter(({ name }) => name !== 'Metadata');
  const metadata = parts.filter(({ name }) => name === 'Metadata').flatMap(childElements);
  return (
    references.length === 1 &&
    references.flatMap(childElements).length === 0 &&
    metadata.every(({ namespace, name }) => namespace === labelNamespace && labels.has(name))
  );
}

/** The originator's, under both its names, and what it is in other policies. */
const labels: ReadonlySet<string> = new Set([
  'originatorConfidentialityLabel',
  'ConfidentialityLabel',
  'alternativeConfidentialityLabel',
]);
