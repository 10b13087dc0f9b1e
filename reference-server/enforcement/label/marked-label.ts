import { type DisplayMarking, labelCodecs, type SecurityLabel, writeSecurityLabel } from '#labels';
import { express, type Label, mark, type Policy } from '#policy';
import type { Element } from '#xml';
import { foldedMarking, withMarkingTwice } from '../faults/faulty-marking.ts';
import { policyOf, type Rules } from '../rules.ts';
import { type Refusal, refused } from '../ruling.ts';

/**
 * The `<securitylabel/>` with the marking that the mode asks for; `undefined` where the one that came may stay as it
 * is. A marking never decides anything: XEP-0258 §7.
 */
export function markedLabel(
  envelope: SecurityLabel,
  label: Label,
  lang: string | undefined,
  rules: Rules,
): Element | Refusal | undefined {
  if (rules.faults.has('lbl.mark')) return undefined;
  if (rules.marking === 'preserve' && rules.faults.has('mark.fold')) return foldedMarking(envelope);
  if (rules.marking === 'preserve')
    return isShowable(envelope) || rules.faults.has('mark.length') ? undefined : unshowable;
  const marking = markingOf(label, lang, rules);
  const given = envelope.displayMarking;
  if (sameMarking(given, marking)) return undefined;
  if (rules.marking === 'verify') return given === undefined ? undefined : wrongMarking;
  return written({ ...envelope, displayMarking: marking }, rules);
}

/**
 * A `<securitylabel/>` of our own for a label: the default label stamped on a message, an item of a catalog. In ESS, or
 * as a STANAG 4774 label that was made at `created` (xs:dateTime).
 */
export function stampLabel(label: Label, rules: Rules, lang?: string, created?: string): Element {
  const said = rules.faults.has('lbl.drop-categories') ? { ...label, categories: [] } : label;
  return written(
    {
      displayMarking: markingOf(label, lang, rules),
      label: { element: elementOf(said, policyOf(label, rules), created) },
      equivalents: [],
    },
    rules,
  );
}

function elementOf(label: Label, policy: Policy, created: string | undefined): Element {
  if (created === undefined) return labelCodecs.ess.write(express(policy, label, 'numbers'));
  const metadata4774 = { role: 'originator', created } as const;
  return labelCodecs.stanag4774.write({ ...express(policy, label, 'names'), metadata4774 });
}

function written(label: SecurityLabel, rules: Rules): Element {
  const element = writeSecurityLabel(label);
  return rules.faults.has('mark.two') ? withMarkingTwice(element) : element;
}

/** The policy's marking of a label in a language, as XEP-0258 writes it; its own where it does not speak that language. */
export function markingOf(label: Label, lang: string | undefined, rules: Rules): DisplayMarking {
  const language = rules.faults.has('mark.language') ? undefined : lang;
  return mark(policyOf(label, rules), label, { language });
}

function sameMarking(given: DisplayMarking | undefined, wanted: DisplayMarking): boolean {
  return given?.text === wanted.text && given.fgcolor === wanted.fgcolor && given.bgcolor === wanted.bgcolor;
}

/** A marking that is kept must be one that can be shown: of some length, and without characters that turn text about. */
function isShowable({ displayMarking }: SecurityLabel): boolean {
  const text = displayMarking?.text ?? '';
  return text.length <= maxMarkingLength && !/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(text);
}

/** Characters of a marking that somebody else made. */
const maxMarkingLength = 256;

const unshowable: Refusal = refused('marking', 'label', [
  { kind: 'rule', rule: 'the marking is too long or holds characters that cannot be shown' },
]);

const wrongMarking: Refusal = refused('marking', 'label', [
  { kind: 'rule', rule: 'the marking is not the one that the policy gives its label' },
]);
