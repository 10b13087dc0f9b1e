import { LabelError } from '#labels';
import { type Label, sameLabel } from '#policy';
import type { Element } from '#xml';
import type { Rules } from '../rules.ts';
import type { CameWith, LabelElement } from './came-with.ts';
import { new4774Label, newEssLabel } from './new-label.ts';
import type { PeerMapping } from './peer-rules.ts';

/** A label that is to stand in place of what a message came with. */
export interface Writing {
  readonly format: NonNullable<PeerMapping['format']>;
  readonly original: PeerMapping['original'];
  /** The label that counts for the message as it came. */
  readonly label: Label;
  /** What it is on the other side: itself, or its equivalent in another policy. */
  readonly shown: Label;
  /** Of its marking. */
  readonly lang: string | undefined;
}

/** The label that stands first, and what stands beside it: what it is in other policies, and what its syntax cannot say. */
export interface Parts {
  readonly first: Element;
  readonly along: readonly LabelElement[];
}

/**
 * What a message says in another format or policy. In ESS the label that is shown stands first. In STANAG 4774 the originator's
 * own does, as it came if it came in that, and never another in its place; the label that is shown is an alternative. Whatever
 * else came with it goes along, save in ESS what stands there already.
 *
 * Where the original is to be replaced, the label that is shown stands alone, and a message is refused that would lose
 * something.
 *
 * @throws LabelError `label-inexpressible`
 *
 * Source: ADatP-4774.1 §4.2 rule 1.
 */
export function partsOf(came: CameWith, writing: Writing, rules: Rules): Parts {
  const isMapped = writing.shown.policy !== writing.label.policy;
  const isAlone = writing.original === 'replace' || rules.faults.has('map.original');
  if (isMapped && isAlone) return { first: replacing(came, writing, rules), along: [] };
  const parts = writing.format === 'ess' ? inEss(came, writing, rules) : in4774(came, writing, rules);
  const left = parts.along.filter((each) => came.originals.includes(each));
  if (isMapped || left.length === 0) return parts;
  if (rules.faults.has('map.drop')) return { ...parts, along: [] };
  if (writing.original === 'replace') throw loses('what only another syntax can say');
  return parts;
}

function inEss(came: CameWith, writing: Writing, rules: Rules): Parts {
  const { label, shown } = writing;
  const all = [...originalsOf(came, writing, () => newEssLabel(label, rules)), ...came.others];
  const own = all.find(says(shown, 'ess'));
  return {
    first: own?.element ?? newEssLabel(shown, rules),
    along: all.filter((each) => !says(shown, 'ess')(each)),
  };
}

/** On its way home a label stands first that somebody else's mapping has recorded: its originator wrote that one. */
function in4774(came: CameWith, { label, shown }: Writing, rules: Rules): Parts {
  const all = [...came.originals, ...came.others];
  const home =
    shown === label
      ? undefined
      : came.others.find((each) => says(shown, '4774')(each) && isOriginators(each));
  const [ours, theirs] = home === undefined ? [label, shown] : [shown, label];
  const own = home ?? came.originals.find(says(label, '4774'));
  const rest = all.filter((each) => each !== own && !says(ours, 'ess')(each) && !says(theirs, 'ess')(each));
  const isThere = theirs === ours || rest.some(says(theirs, '4774'));
  const element = isThere ? undefined : new4774Label(theirs, 'alternative', rules);
  return {
    first: own?.element ?? new4774Label(ours, 'originator', rules),
    along: element === undefined ? rest : [{ element, syntax: '4774', label: theirs }, ...rest],
  };
}

/** The label that is shown, with what the original says beside policy, classification and categories. */
function replacing(came: CameWith, writing: Writing, rules: Rules): Element {
  const { format, shown, original } = writing;
  const [metadata] = came.originals.flatMap(({ written }) => written?.metadata4774 ?? []);
  if (original === 'replace') refuseLoss(came, writing, metadata?.succession !== undefined);
  if (format === 'ess') return newEssLabel(shown, rules);
  return new4774Label(shown, 'originator', rules, metadata);
}

function refuseLoss({ originals }: CameWith, { format, label, shown }: Writing, succeeds: boolean): void {
  if (originals.some(({ syntax }) => syntax === 'other' || (syntax === '4774' && format === 'ess')))
    throw loses('what only another syntax can say');
  if (succeeds) throw loses('a successor, which is of the other policy');
  if (shown.privacyMark !== label.privacyMark) throw loses('a privacy mark');
}

function loses(what: string): LabelError {
  return new LabelError('label-inexpressible', `a label that is to be replaced would lose ${what}`);
}

/** Where the default label counts and is to be mapped, nothing came: it goes along as if it had been written. */
function originalsOf(
  { originals }: CameWith,
  { label, shown }: Writing,
  write: () => Element,
): readonly LabelElement[] {
  if (originals.length > 0 || label.policy === shown.policy) return originals;
  return [{ element: write(), syntax: 'ess', label }];
}

function says(label: Label, syntax: LabelElement['syntax']): (one: LabelElement) => boolean {
  return (one) => one.syntax === syntax && one.label !== undefined && sameLabel(one.label, label);
}

function isOriginators({ written }: LabelElement): boolean {
  return written?.metadata4774?.role === 'originator';
}
