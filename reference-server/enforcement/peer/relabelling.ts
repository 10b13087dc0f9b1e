import { LabelError } from '#labels';
import type { Label } from '#policy';
import { childElements, type Element, writtenOnce } from '#xml';
import { namespaces } from '../../xmpp/index.ts';
import { isLabel } from '../label/label-element.ts';
import type { Rules } from '../rules.ts';
import { type Refusal, type Ruling, refused } from '../ruling.ts';
import type { LabelledStanza } from '../stages.ts';
import { type CameWith, cameWith } from './came-with.ts';
import { mappedLabel, type PolicyChange } from './mapped-label.ts';
import type { PeerMapping } from './peer-rules.ts';
import { writtenIn } from './written-in.ts';

/** Under which mapping a label is rewritten: for the peer (`outwards`), or from the peer for those here. */
export interface Rewriting {
  readonly mapping: PeerMapping;
  readonly direction: 'outwards' | 'inwards';
  /** Of the marking. */
  readonly lang: string | undefined;
}

/** What becomes of the labels of any message that came with the same ones. */
export interface Relabelling {
  /** What the label is called from now on. */
  readonly shown: Label;
  /** Left out: they stay as they came. */
  readonly written?: {
    readonly element: Element;
    /** Those that it stands in place of, counted among the labels of the message from 0. */
    readonly insteadOf: ReadonlySet<number>;
  };
}

/**
 * The label of a message in another policy or format: one label, of which nothing is lost, or none at all. What is in the wanted
 * policy and format already stays as it came. A default label that nobody has written is written.
 *
 * It depends on the label that counts, its equivalents and the elements that label the message, and on nothing else of it: what
 * is asked here besides has to be asked in `relabellingOnce`, too.
 */
export function relabelling(message: LabelledStanza, wish: Rewriting, rules: Rules): Ruling<Relabelling> {
  const { check, format, change } = termsOf(wish, rules);
  const mapped = change && mappedLabel(message, change, rules);
  if (mapped?.ok === false) return refused('denied', check, mapped.reasons);
  const shown = mapped?.label ?? message.label;
  try {
    const written = writtenAs(message, { shown, format }, wish, rules);
    return { allowed: true, message: { shown, ...(written && { written }) } };
  } catch (error) {
    if (!(error instanceof LabelError)) throw error;
    return refused('denied', check, [{ kind: 'inexpressible-label', message: error.message }]);
  }
}

interface Terms {
  /** On whose behalf it is refused where it cannot be. */
  readonly check: Refusal['check'];
  /** `undefined`: the format it came in, ESS where it came in none. */
  readonly format: PeerMapping['format'] | undefined;
  /** `undefined`: it stays in its own policy. */
  readonly change: PolicyChange | undefined;
}

/** For those here a label is in the policy that governs here, and in ESS. */
function termsOf({ mapping, direction }: Rewriting, { policies, faults }: Rules): Terms {
  const { format, original } = mapping;
  const policy = faults.has('map.pol') ? undefined : mapping.policy;
  if (direction === 'outwards')
    return { check: 'exit', format, change: policy && { to: policy, purpose: 'originate', original } };
  return {
    check: 'label',
    format: format && 'ess',
    change: policy && { to: policies.governing, purpose: 'receive', original },
  };
}

function writtenAs(
  message: LabelledStanza,
  wanted: Pick<Terms, 'format'> & Pick<Relabelling, 'shown'>,
  { mapping, lang }: Rewriting,
  rules: Rules,
): Relabelling['written'] {
  const { shown } = wanted;
  const came = cameWith(message, rules);
  const format = rules.faults.has('map.fmt') ? undefined : wanted.format;
  const isSame = shown.policy === message.label.policy;
  if (isSame && came.format !== undefined && came.format === (format ?? came.format)) return undefined;
  const { original } = mapping;
  const writing = { format: format ?? came.format ?? 'ess', original, label: message.label, shown, lang };
  const element = writtenOnce(writtenIn(came, writing, rules), namespaces.client);
  return { element, insteadOf: replacedBy(element, message, came, rules) };
}

function replacedBy(
  label: Element,
  { stanza }: LabelledStanza,
  { elements, bystander }: CameWith,
  { faults }: Rules,
): ReadonlySet<number> {
  const gone = faults.has('map.leave') ? [] : elements;
  const isMerged = label.name === bystander?.name;
  const places = childElements(stanza.element)
    .filter(isLabel)
    .flatMap((each, place) => (gone.includes(each) || (isMerged && each === bystander) ? [place] : []));
  return new Set(places);
}
