import {
  type DecodedClearance,
  decodeClearancesAnswer,
  encodeClearancesAnswer,
  markClearancesAnswer,
} from './clearance-answers.ts';
import { type DecodedLabel, decodeLabelAnswer, encodeLabelAnswer } from './codec-answers.ts';
import type { Decided } from './decide-request.ts';
import type { Encoded } from './encode.ts';
import { RequestError } from './errors.ts';
import {
  decideAnswer,
  type LabelRequest,
  type Mapped,
  type Marked,
  mapAnswer,
  type Validated,
  validateAnswer,
} from './label-answers.ts';
import type { Request } from './request.ts';
import type { Remark } from './say.ts';

/** Clearances in words, and why others cannot be read. */
export interface ShownClearances {
  readonly clearances: readonly DecodedClearance[];
  readonly reasons?: readonly Remark[];
}

/** May the holder of `clearance` handle what `label` marks? @throws RequestError */
export function answerDecide(request: Request): Validated & Marked & Decided {
  return decideAnswer(labelRequest(request));
}

/** Is `label` one that its policy allows? @throws RequestError */
export function answerValidate(request: Request): Validated & Marked {
  return validateAnswer(labelRequest(request));
}

/** What is `label` under the policy `to`? @throws RequestError */
export function answerMap(request: Request): Validated & Marked & Mapped {
  return mapAnswer(labelRequest(request));
}

/** What are people shown for `label`, or for each `clearance`? @throws RequestError */
export function answerMark(request: Request): (Validated & Marked) | ShownClearances {
  const { label, clearances } = request;
  if (label !== undefined || clearances === undefined) return validateAnswer(labelRequest(request));
  return markClearancesAnswer({ ...request, clearances, policies: policiesOf(request) });
}

/** What does `label` say, or each `clearance`? @throws RequestError, LabelError */
export function answerDecode(request: Request): DecodedLabel | ShownClearances {
  const { label, clearances } = request;
  if (label !== undefined) return decodeLabelAnswer({ ...request, label });
  if (clearances !== undefined) return decodeClearancesAnswer({ ...request, clearances });
  throw nothingGiven();
}

/** How is `label` written in the syntax `to`, or each `clearance`? @throws RequestError, LabelError */
export function answerEncode(
  request: Request,
): (Encoded & Partial<Validated>) | { readonly clearances: readonly Encoded[] } {
  const { label, clearances } = request;
  if (label !== undefined) return encodeLabelAnswer({ ...request, label });
  if (clearances !== undefined) return encodeClearancesAnswer({ ...request, clearances });
  throw nothingGiven();
}

function labelRequest(request: Request): LabelRequest {
  const { label } = request;
  if (label !== undefined) return { ...request, label, policies: policiesOf(request) };
  throw new RequestError(
    'bad-request',
    'the request has no `label`; give one, or null for the default label',
  );
}

function policiesOf({ policies }: Request): LabelRequest['policies'] {
  if (policies !== undefined) return policies;
  throw new RequestError(
    'bad-request',
    'the request has no `spif`; name the SPIF files, the governing one first',
  );
}

function nothingGiven(): RequestError {
  return new RequestError('bad-request', 'the request has no `label` and no `clearance`; give one');
}
