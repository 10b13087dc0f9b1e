import {
  type Clearance,
  type DecideOptions,
  decide,
  type Label,
  mapLabel,
  type Policies,
  type Policy,
} from '#policy';
import type { ExaminedLabel } from './examine.ts';
import type { HeldClearance, Holding } from './hold.ts';
import { type Remark, remark } from './say.ts';

/** How a decision is made. What stands first is the default. */
export interface DecisionWish extends DecideOptions {
  readonly now: Date;
  /** For clearances of other policies only, the label is taken as its equivalent there, as the server does; or never. */
  readonly mapping?: 'allow' | 'refuse';
}

/** What was decided about a label and a holder. */
export interface Decided {
  /** The clearances cover the label and the label is valid: both are needed. */
  readonly grant: boolean;
  /** The clearances alone cover the label; false where there is no label. */
  readonly covered: boolean;
  /** The policy that it was decided in, where that is not the label's own. */
  readonly under?: string;
  /** Why not; empty for a grant. */
  readonly reasons: readonly Remark[];
  /** What a clearance must have for the label; absent for a grant, and where there is no label. */
  readonly needed?: Needed;
}

/** The least that covers a label: its classification, all of `all`, and one of each in `oneOf`. */
export interface Needed {
  readonly policy: string;
  readonly classification: string;
  readonly all: readonly NeededValues[];
  readonly oneOf: readonly NeededValues[];
}
export interface NeededValues {
  readonly tagSet: string;
  readonly values: readonly string[];
}

/** Grant, or every reason against it: of the label, of the clearances that cannot be read, of each that does not cover it. */
export function decideRequest(
  policies: Policies,
  { known, valid, reasons }: ExaminedLabel,
  { held, unreadable }: Holding,
  wish: DecisionWish,
): Decided {
  const against = [...reasons.map((reason) => remark(reason)), ...unreadable];
  if (known === undefined) return { grant: false, covered: false, reasons: against };
  const cover = covers(policies, known.label, held.filter(isLoaded), wish);
  const covered = cover.covered && unreadable.length === 0;
  const all = [...against, ...cover.reasons];
  const under = cover.under === undefined ? {} : { under: cover.under };
  return covered && valid
    ? { grant: true, covered, ...under, reasons: [] }
    : { grant: false, covered, ...under, reasons: all, needed: neededFor(known.policy, known.label) };
}

interface Cover {
  readonly covered: boolean;
  readonly under?: string;
  readonly reasons: readonly Remark[];
}

type Loaded = HeldClearance & { readonly clearance: Clearance };

function isLoaded(held: HeldClearance): held is Loaded {
  return held.clearance !== undefined;
}

/** The label's own policy decides where a clearance is for it; else each policy that one is for. */
function covers(policies: Policies, label: Label, held: readonly Loaded[], wish: DecisionWish): Cover {
  const clearances = held.map(({ clearance }) => clearance);
  const decision = decide(label, clearances, wish);
  if (decision.grant) return { covered: true, reasons: [] };
  const own = held.filter(({ clearance }) => clearance.policy === label.policy);
  if (own.length > 0) return { covered: false, reasons: own.flatMap((one) => lacking(label, one, wish)) };
  const elsewhere = wish.mapping === 'refuse' ? undefined : coversElsewhere(policies, label, held, wish);
  return elsewhere ?? { covered: false, reasons: decision.reasons.map((reason) => remark(reason)) };
}

/** Under another policy that the label has an equivalent in; undefined where it has none. */
function coversElsewhere(
  policies: Policies,
  label: Label,
  held: readonly Loaded[],
  wish: DecisionWish,
): Cover | undefined {
  let denial: Cover | undefined;
  for (const one of held) {
    const under = one.clearance.policy;
    const to = policies.byOid.get(under);
    const mapped = to && mapLabel(policies, label, to, { purpose: 'receive', now: wish.now });
    if (mapped?.ok !== true) continue;
    const reasons = lacking(mapped.label, one, wish);
    if (reasons.length === 0) return { covered: true, under, reasons };
    denial = { covered: false, under, reasons: [...(denial?.reasons ?? []), ...reasons] };
  }
  return denial;
}

/** What one clearance of the label's policy lacks for it. */
function lacking(label: Label, { clearance, at }: Loaded, wish: DecisionWish): readonly Remark[] {
  const decision = decide(label, [clearance], wish);
  return decision.grant ? [] : decision.reasons.map((reason) => remark(reason, at));
}

function neededFor(policy: Policy, { classification, categories }: Label): Needed {
  const tags = [...Map.groupBy(categories, ({ tag }) => tag)];
  const values = (effect: string): NeededValues[] =>
    tags
      .filter(([tag]) => tag.effect === effect)
      .map(([tag, held]) => ({ tagSet: tag.tagSet.name, values: held.map(({ name }) => name) }));
  return {
    policy: policy.name,
    classification: classification.name,
    all: values('restrictive'),
    oneOf: values('permissive'),
  };
}
