import { LabelError } from '#labels';
import { RequestError, type RequestErrorCode } from './errors.ts';
import { kindOf } from './members.ts';
import {
  answerDecide,
  answerDecode,
  answerEncode,
  answerMap,
  answerMark,
  answerValidate,
} from './operations.ts';
import { type Desk, type Request, readRequest } from './request.ts';

/** Why there is no answer. */
export interface Failure {
  readonly ok: false;
  readonly error: RequestErrorCode;
  readonly message: string;
}

/** The members of `result` are those of the operation: docs/policy-tools.md has each. */
export type Answer = ({ readonly ok: true } & object) | Failure;

/** What a request may be known by. */
type Id = string | number | boolean;

/**
 * Answers a request, which is any JSON value: `id` first where it has one, then `ok`.
 *
 * Total: whatever is wrong with the request is a failure with a code. A label or clearance that cannot be read is no
 * failure of a decision, but denied.
 */
export function answer(value: unknown, desk: Desk): Answer & { readonly id?: Id } {
  let id: Id | undefined;
  try {
    id = idOf(value);
    const result = answerTo(readRequest(value, desk));
    return id === undefined ? { ok: true, ...result } : { id, ok: true, ...result };
  } catch (error) {
    const failure = failureOf(error);
    return id === undefined ? failure : { id, ...failure };
  }
}

/** The answer to a line of JSON, as a line of JSON without its end. */
export function answerLine(line: string, desk: Desk): string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return JSON.stringify(failure('bad-json', 'the line is no JSON; write one JSON object on it'));
  }
  return JSON.stringify(answer(value, desk));
}

export function failure(error: RequestErrorCode, message: string): Failure {
  return { ok: false, error, message };
}

function answerTo(request: Request): object {
  switch (request.op) {
    case 'decide':
      return answerDecide(request);
    case 'validate':
      return answerValidate(request);
    case 'map':
      return answerMap(request);
    case 'mark':
      return answerMark(request);
    case 'decode':
      return answerDecode(request);
    case 'encode':
      return answerEncode(request);
  }
}

/** A text, a truth value, or a number that is given back as it came. */
function idOf(value: unknown): Id | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  const { id } = value;
  if (id === null || id === undefined) return undefined;
  if (typeof id === 'string' || typeof id === 'boolean') return id;
  if (typeof id === 'number' && (Number.isSafeInteger(id) || (!Number.isInteger(id) && Number.isFinite(id))))
    return id;
  throw new RequestError('bad-request', `\`id\` is ${kindOf(id)}; write a text or a safe number`);
}

function failureOf(error: unknown): Failure {
  if (error instanceof RequestError || error instanceof LabelError) return failure(error.code, error.message);
  return failure(
    'internal',
    `this is a mistake in cmbac-server: ${error instanceof Error ? error.message : kindOf(error)}`,
  );
}
