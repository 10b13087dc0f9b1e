import { type DisplayMarking, LabelError, writeEssLabel } from '#labels';
import { express, type MarkingWish, mapLabel, mark, type Policies, type Violation } from '#policy';
import { type Decided, type DecisionWish, decideRequest } from './decide-request.ts';
import { RequestError } from './errors.ts';
import { type ExaminedLabel, examine } from './examine.ts';
import { hold } from './hold.ts';
import { Remember } from './remember.ts';
import type { Request } from './request.ts';
import { type LabelWords, labelWords, mappingRemark, type Remark, remark } from './say.ts';

/** What a label is worth under its policy. */
export interface Validated {
  readonly valid: boolean;
  /** Every rule of the policy that it breaks. */
  readonly violations: readonly Violation[];
  /** What is odd and changes no answer. */
  readonly findings: readonly Remark[];
  /** Why it is not valid: the violations, or why the policies do not know it at all. */
  readonly reasons: readonly Remark[];
  /** The label in words; absent where the policies do not know it. */
  readonly label?: LabelWords;
}

/** What people are shown; nothing where the policies do not know the label. */
export type Marked = { readonly marking?: string } & Pick<DisplayMarking, 'fgcolor' | 'bgcolor'>;

/** The label under another policy, in words and in ESS. */
export interface Mapped {
  readonly mapped: boolean;
  readonly base64?: string;
}

/** A request about a label under policies. */
export type LabelRequest = Omit<Request, 'policies' | 'label'> & {
  readonly policies: Policies;
  readonly label: NonNullable<Request['label']>;
};

export function validateAnswer(request: LabelRequest): Validated & Marked {
  const examined = examine(request.policies, request.label, request.question);
  return { ...validated(examined), ...wordsOf(examined), ...marked(examined, request.marking) };
}

export function decideAnswer(request: LabelRequest): Validated & Marked & Decided {
  const { policies, clearances, decision, holding } = request;
  if (clearances === undefined)
    throw new RequestError(
      'bad-request',
      'the request has no `clearance`; give one, a list, or null for none',
    );
  const examined = examine(policies, request.label, request.question);
  const held = hold(policies, clearances, holding);
  const findings = [...examined.findings, ...held.held.flatMap((one) => one.findings)];
  const decided: Decided = decideRequest(policies, examined, held, decision satisfies DecisionWish);
  return { ...validated(examined), findings, ...marked(examined, request.marking), ...decided };
}

export function mapAnswer(request: LabelRequest): Validated & Marked & Mapped {
  const { policies, mapping, to } = request;
  if (to === undefined)
    throw new RequestError('bad-request', 'the request has no `to`; name a policy by its OID');
  const target = policies.byOid.get(to) ?? policies.all.find(({ name }) => name === to);
  if (target === undefined)
    throw new RequestError(
      'unknown-policy',
      `policy \`${to}\` of \`to\` is in none of the SPIF files; add its file`,
    );
  const examined = examine(policies, request.label, request.question);
  const said = validated(examined);
  if (examined.known === undefined) return { ...said, mapped: false };
  const mapped = mapLabel(policies, examined.known.label, target, mapping);
  if (!mapped.ok)
    return {
      ...said,
      mapped: false,
      reasons: [...said.reasons, ...mapped.reasons.map((one) => remark(one))],
    };
  const known = { label: mapped.label, policy: target };
  return {
    ...said,
    mapped: true,
    findings: [...said.findings, ...mapped.findings.map(mappingRemark)],
    ...wordsOf({ known }),
    ...marked({ known }, request.marking),
    ...inEss(known),
  };
}

/** Nothing for a label that ESS cannot say. */
function inEss({ policy, label }: NonNullable<ExaminedLabel['known']>): Pick<Mapped, 'base64'> {
  try {
    return { base64: writeEssLabel(express(policy, label, 'numbers')) };
  } catch (error) {
    if (error instanceof LabelError) return {};
    throw error;
  }
}

export function validated({ valid, violations, findings, reasons }: ExaminedLabel): Validated {
  return { valid, violations, findings, reasons: reasons.map((reason) => remark(reason)) };
}

export function wordsOf({ known }: Pick<ExaminedLabel, 'known'>): { readonly label?: LabelWords } {
  return known === undefined ? {} : { label: labelWords(known.policy, known.label) };
}

export function marked({ known }: Pick<ExaminedLabel, 'known'>, wish: MarkingWish): Marked {
  if (known === undefined) return {};
  const key = `${wish.language ?? ''} ${wish.location ?? ''} ${wish.elsewhere ?? ''}`;
  const { text, ...colours } = markings.get(known.label, key, () => mark(known.policy, known.label, wish));
  return { marking: text, ...colours };
}

const markings = new Remember<DisplayMarking>();
