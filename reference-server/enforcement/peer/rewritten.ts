import type { Label } from '#policy';
import type { Element } from '#xml';
import { isLabel } from '../label/label-element.ts';
import type { Rules } from '../rules.ts';
import type { Ruling } from '../ruling.ts';
import type { LabelledStanza } from '../stages.ts';
import type { Relabelling, Rewriting } from './relabelling.ts';
import { relabellingOnce } from './relabellings.ts';

/** A message's element with its label in another format or policy, and that label. */
export interface Rewritten {
  readonly element: Element;
  readonly shown: Label;
}

/** The message with its label rewritten, as `relabelling` has it, behind all else that it holds. */
export function rewritten(message: LabelledStanza, wish: Rewriting, rules: Rules): Ruling<Rewritten> {
  const ruling = relabellingOnce(message, wish, rules);
  if (!ruling.allowed) return ruling;
  const { shown, written } = ruling.message;
  return { allowed: true, message: { element: withLabel(message.stanza.element, written), shown } };
}

function withLabel(stanza: Element, written: Relabelling['written']): Element {
  if (written === undefined) return stanza;
  const { namespace, name, attributes } = stanza;
  const children: (Element | string)[] = [];
  let place = 0;
  for (const child of stanza.children) {
    const isKept = typeof child === 'string' || !isLabel(child) || !written.insteadOf.has(place++);
    if (isKept) children.push(child);
  }
  children.push(written.element);
  return { namespace, name, attributes, children };
}
