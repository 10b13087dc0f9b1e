import { LabelError } from '#labels';
import type { Label } from '#policy';
import type { Element } from '#xml';
import type { Rules } from '../rules.ts';
import { type CheckName, type Ruling, refused } from '../ruling.ts';
import type { LabelledStanza } from '../stages.ts';
import { type CameWith, cameWith } from './came-with.ts';
import { mappedLabel, type PolicyChange } from './mapped-label.ts';
import type { PeerMapping } from './peer-rules.ts';
import { writtenIn } from './written-in.ts';

/** What is to become of the label of a message, and on whose behalf it is refused where that cannot be. */
export interface Rewriting extends Pick<PeerMapping, 'original'> {
  /** Left out: the format it came in, ESS where it came in none. */
  readonly format?: PeerMapping['format'];
  /** Left out: its own policy. */
  readonly change?: PolicyChange | undefined;
  readonly lang: string | undefined;
  readonly check: CheckName;
}

/** A message's element with its label in another format or policy, and that label. */
export interface Rewritten {
  readonly element: Element;
  readonly shown: Label;
}

/**
 * The message with its label rewritten: one label, of which nothing is lost, or none at all. What is in the wanted policy and format
 * already stays as it came. A default label that nobody has written is written.
 */
export function rewritten(message: LabelledStanza, wish: Rewriting, rules: Rules): Ruling<Rewritten> {
  const mapped = wish.change && mappedLabel(message, wish.change, rules);
  if (mapped?.ok === false) return refused('denied', wish.check, mapped.reasons);
  const shown = mapped?.label ?? message.label;
  try {
    return { allowed: true, message: { element: elementWith(message, shown, wish, rules), shown } };
  } catch (error) {
    if (!(error instanceof LabelError)) throw error;
    return refused('denied', wish.check, [{ kind: 'inexpressible-label', message: error.message }]);
  }
}

function elementWith(message: LabelledStanza, shown: Label, wish: Rewriting, rules: Rules): Element {
  const { element } = message.stanza;
  const came = cameWith(message, rules);
  const format = rules.faults.has('map.fmt') ? undefined : wish.format;
  const isSame = shown.policy === message.label.policy;
  if (isSame && came.format !== undefined && came.format === (format ?? came.format)) return element;
  const { original, lang } = wish;
  const writing = { format: format ?? came.format ?? 'ess', original, label: message.label, shown, lang };
  return withLabel(element, came, writtenIn(came, writing, rules), rules);
}

function withLabel(stanza: Element, came: CameWith, label: Element, { faults }: Rules): Element {
  const { namespace, name, attributes, children } = stanza;
  const gone: readonly unknown[] = faults.has('map.leave') ? [] : came.elements;
  const isMerged = label.name === came.bystander?.name;
  const others = children.filter((each) => !gone.includes(each) && !(isMerged && each === came.bystander));
  return { namespace, name, attributes, children: [...others, label] };
}
