import { type MarkingWish, markClearance, type Policies } from '#policy';
import {
  type ClearanceSyntax,
  clearanceSyntaxes,
  type Encoded,
  encodeClearance,
  encodeWrittenClearance,
} from './encode.ts';
import { RequestError } from './errors.ts';
import type { Given } from './given.ts';
import { type HeldClearance, hold } from './hold.ts';
import { listed } from './members.ts';
import { readGivenClearances } from './read-given.ts';
import type { Request } from './request.ts';
import { type ClearanceWords, clearanceWords, plainClearance, type Remark } from './say.ts';

/** What one clearance says: as it is written, and (where SPIF files are named) what it grants. */
export interface DecodedClearance {
  readonly syntax: HeldClearance['syntax'];
  readonly written: object;
  /** What it grants, in words; absent where its policy is not loaded. */
  readonly clearance?: ClearanceWords;
  readonly marking?: string;
  /** The parts that grant nothing. */
  readonly findings?: readonly Remark[];
}

/** A request about clearances; under policies, or not. */
export type ClearanceRequest = Omit<Request, 'clearances'> & { readonly clearances: readonly Given[] };

/** @throws LabelError for a clearance that cannot be read */
export function decodeClearancesAnswer(request: ClearanceRequest): {
  readonly clearances: readonly DecodedClearance[];
} {
  const { policies, clearances, holding, marking } = request;
  const read = clearances.map((one) => readGivenClearances(one));
  if (policies !== undefined)
    return {
      clearances: hold(policies, clearances, holding).held.map((one) => granted(policies, one, marking)),
    };
  return {
    clearances: read.flatMap(({ syntax, written }) =>
      written.map((one) => ({ syntax, written: plainClearance(one) })),
    ),
  };
}

function granted(policies: Policies, held: HeldClearance, wish: MarkingWish): DecodedClearance {
  const { syntax, written, clearance, findings } = held;
  const said = { syntax, written: plainClearance(written), findings };
  const policy = clearance && policies.byOid.get(clearance.policy);
  if (clearance === undefined || policy === undefined) return said;
  return {
    ...said,
    clearance: clearanceWords(policy, clearance),
    marking: markClearance(policy, clearance, wish),
  };
}

/** @throws LabelError, RequestError where one of them cannot be encoded */
export function encodeClearancesAnswer(request: ClearanceRequest): {
  readonly clearances: readonly Encoded[];
} {
  const { policies, clearances, holding, to } = request;
  const syntax = clearanceSyntaxes.find((known) => known === to);
  if (syntax === undefined)
    throw new RequestError(
      'bad-request',
      `\`to\` names no syntax; write one of ${listed(clearanceSyntaxes)}`,
    );
  const written = clearances.flatMap((one) => readGivenClearances(one).written);
  if (policies === undefined)
    return { clearances: written.map((one) => encodeWrittenClearance(one, syntax)) };
  const { held } = hold(policies, clearances, holding);
  return { clearances: held.map((one) => encodeHeld(policies, one, syntax)) };
}

/** A part that the policy does not know cannot be said in another syntax, and is never left out in silence. */
function encodeHeld(
  policies: Policies,
  { clearance, findings }: HeldClearance,
  syntax: ClearanceSyntax,
): Encoded {
  const policy = clearance && policies.byOid.get(clearance.policy);
  if (clearance === undefined || policy === undefined || findings.length > 0)
    throw new RequestError('label-unknown', findings.map(({ message }) => message).join('; '));
  return encodeClearance(policy, clearance, syntax);
}

/** Clearances as people are shown them. */
export function markClearancesAnswer(request: ClearanceRequest & { readonly policies: Policies }): {
  readonly clearances: readonly DecodedClearance[];
  readonly reasons: readonly Remark[];
} {
  const { policies, clearances, holding, marking } = request;
  const { held, unreadable } = hold(policies, clearances, holding);
  return { clearances: held.map((one) => granted(policies, one, marking)), reasons: unreadable };
}
