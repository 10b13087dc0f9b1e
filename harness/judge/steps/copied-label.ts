import type { Element } from '#xml';
import type { Context } from '../context.ts';
import type { SeenStanza } from '../evidence.ts';
import { type Found, fails } from '../findings.ts';
import { equivalentLabel, isFixture, labelName } from '../label-names.ts';
import { bindings, markingOf, markingsOf, securityLabels, seenLabels } from '../labels.ts';
import { markingFlaws } from '../marking-form.ts';
import type { ProbeCase } from './probe-case.ts';

/** What was sent, and what its copy should show. */
interface Copied extends Pick<ProbeCase, 'sent'> {
  readonly probe: Pick<ProbeCase['probe'], 'shows'>;
}

/** What is wrong with the labels of a copy, in whichever syntax they are, and with their markings. */
export function copiedLabelFlaws(context: Context, one: Copied, copy: SeenStanza): Found[] {
  return [
    ...labelFlaws(context, one, copy.element, copy.n),
    ...markingFormFlaws(one.sent.element, copy.element, copy.n),
  ];
}

/** The label that was sent, or what `shows` says. Unlabelled messages may be given the default: no claim. */
function labelFlaws(context: Context, one: Copied, copy: Element, line: number): Found[] {
  const { probe, sent } = one;
  const number = numberFlaws(sent.element, copy, line);
  if (number.length > 0) return number;
  const { fixtures } = context;
  const asked = probe.shows?.label;
  const labels = seenLabels(copy);
  const is = `it is ${labelName(fixtures, copy)}`;
  if (asked === 'none') {
    return labels.length > 0
      ? [fails('label-altered', 'the copy has no label', `it has ${labelName(fixtures, copy)}`, [line])]
      : [];
  }
  const [own] = seenLabels(sent.element);
  if (asked === undefined && own?.kind !== 'label') return [];
  const same = labels.map((label) =>
    asked === undefined
      ? own !== undefined && equivalentLabel(fixtures, own, label)
      : isFixture(fixtures, label, asked),
  );
  if (same.length > 0 && !same.includes(false)) return [];
  const wanted = asked ?? labelName(fixtures, sent.element);
  const seen = same[0] === true ? 'a second one says something else' : is;
  return [
    fails(
      labels.length === 0 ? 'label-lost' : 'label-altered',
      `the copy's label is ${wanted} (LBL-01)`,
      seen,
      [line],
    ),
  ];
}

/** One label of each kind, unless more were sent; one marking in each. */
function numberFlaws(sent: Element, copy: Element, line: number): Found[] {
  for (const kind of [securityLabels, bindings]) {
    const count = kind(copy).length;
    if (count > Math.max(1, kind(sent).length)) {
      return [fails('label-altered', 'the copy has one label (DEF-13)', `it has ${count}`, [line])];
    }
  }
  const markings = Math.max(0, ...securityLabels(copy).map((label) => markingsOf(label).length));
  if (markings <= 1) return [];
  return [fails('label-altered', 'a label has one display marking (MARK-03)', `it has ${markings}`, [line])];
}

/** A marking that is not the sender's is the server's own. */
function markingFormFlaws(sent: Element, copy: Element, line: number): Found[] {
  const [before] = securityLabels(sent);
  return securityLabels(copy)
    .filter((label) => before === undefined || markingOf(before) !== markingOf(label))
    .flatMap((label) =>
      markingFlaws(label).map(({ claim, seen }) => fails('label-altered', claim, seen, [line])),
    );
}
