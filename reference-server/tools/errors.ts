import type { LabelErrorCode } from '#labels';
import type { SpifErrorCode } from '#policy';

/**
 * Why a request has no answer:
 *   `bad-json`         the line is not one JSON text in UTF-8
 *   `line-too-long`    the line is over its bound
 *   `bad-request`      JSON, but not a request: a member is missing, unknown, or of the wrong kind
 *   `unknown-op`       there is no such operation
 *   `file-unreadable`  a file that it names cannot be read
 *   `unknown-policy`   it names a policy that none of its SPIF files is
 *   `spif-…`           a SPIF cannot be loaded: see `SpifErrorCode`
 *   `label-…`          what was to be decoded or encoded cannot be: see `LabelErrorCode`
 *   `label-unknown`    what was to be encoded is not in the words of the policy
 *   `internal`         a mistake of this program
 */
export type RequestErrorCode =
  | 'bad-json'
  | 'line-too-long'
  | 'bad-request'
  | 'unknown-op'
  | 'file-unreadable'
  | 'unknown-policy'
  | 'label-unknown'
  | 'internal'
  | SpifErrorCode
  | LabelErrorCode;

/** See `RequestErrorCode`. The message is one sentence, which names the offending input in backticks. */
export class RequestError extends Error {
  readonly code: RequestErrorCode;

  constructor(code: RequestErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RequestError';
    this.code = code;
  }
}
