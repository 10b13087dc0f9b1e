import { bindLabels, type DisplayMarking, writeBindingData, writeSecurityLabel } from '#labels';
import { type Element, element } from '#xml';
import { markingOf } from '../label/marked-label.ts';
import type { Rules } from '../rules.ts';
import type { CameWith } from './came-with.ts';
import { asAlternative } from './new-label.ts';
import { partsOf, type Writing } from './parts.ts';

/**
 * The one element that labels the message from now on: a `<securitylabel/>` with the marking of the label that is shown, or a
 * `<BindingData/>`, with all that goes along beside it as equivalents, or alternatives.
 *
 * @throws LabelError `label-inexpressible` for what this format cannot say: nothing is left out
 *
 * Source: XEP-0258 §3; ADatP-4778 §4.3; ADatP-4774.1 §4.2 rule 1.
 */
export function writtenIn(came: CameWith, writing: Writing, rules: Rules): Element {
  const { first, along } = partsOf(came, writing, rules);
  if (writing.format === '4778') {
    const binding = bindLabels([first, ...along.map((each) => asAlternative(each, rules))]);
    return bound(binding, came.bystander);
  }
  const marking = markingFor(came, writing, rules);
  return writeSecurityLabel({
    ...(marking && { displayMarking: marking }),
    label: { element: first },
    equivalents: along.map((each) => each.element),
  });
}

function markingFor(
  { marking }: CameWith,
  { label, shown, lang }: Writing,
  rules: Rules,
): DisplayMarking | undefined {
  if (rules.faults.has('map.mark')) return undefined;
  const isKept = rules.marking === 'preserve' && shown.policy === label.policy;
  return (isKept ? marking : undefined) ?? markingOf(shown, lang, rules);
}

/** A stanza has one `<BindingData/>`: where it has one for something else already, the label goes into that. */
function bound(binding: Element, bystander: Element | undefined): Element {
  const written = writeBindingData(binding);
  if (bystander === undefined) return written;
  const { namespace, name, attributes, children } = bystander;
  const object = element(namespace, 'BindingDataObject', {}, [binding]);
  return { namespace, name, attributes, children: [...children, object] };
}
