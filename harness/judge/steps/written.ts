import { describeDifference, type Element } from '#xml';
import type { SeenStanza } from '../evidence.ts';
import { type Found, fails, holds } from '../findings.ts';
import { bindings, securityLabels } from '../labels.ts';
import { labelNamespace } from '../namespaces.ts';

/**
 * Are a copy's labels those that were sent, element for element and character for character? White space counts; which quotes and prefixes
 * XML is written with does not. A marking is for people, and a server that marks may write it anew: it is not compared.
 */
export function writtenFlaws(sent: Element, copy: SeenStanza): Found[] {
  const claim = 'its labels are those that were sent, character for character';
  const [was, is] = [labelsOf(sent), labelsOf(copy.element)];
  const differences = was.flatMap((label, index) => {
    const other = is[index];
    return other === undefined ? [] : (describeDifference(other, label) ?? []);
  });
  const seen = was.length === is.length ? differences[0] : `there are ${is.length} in place of ${was.length}`;
  return [
    seen === undefined
      ? holds(claim, [copy.n])
      : fails(is.length < was.length ? 'label-lost' : 'label-altered', claim, seen, [copy.n]),
  ];
}

function labelsOf(stanza: Element): Element[] {
  return [...securityLabels(stanza).map(withoutMarking), ...bindings(stanza)];
}

function withoutMarking(label: Element): Element {
  const children = label.children.filter((child) => typeof child === 'string' || !isMarking(child));
  return { ...label, children };
}

function isMarking({ name, namespace }: Element): boolean {
  return name === 'displaymarking' && namespace === labelNamespace;
}
