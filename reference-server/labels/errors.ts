/**
 * A label or clearance that could not be read, or could not be written.
 *
 * Reading fails in the order the bytes are met:
 *   `label-encoding`   the base64, DER or XML is not well formed
 *   `label-structure`  well formed, but not the syntax this codec reads
 *   `label-too-large`  over the codec's stated bound
 * Writing fails with `label-inexpressible`: the syntax has no way to say it.
 *
 * The server answers every one of them with the same denial; the code is for the audit log.
 */
export type LabelErrorCode = 'label-encoding' | 'label-structure' | 'label-too-large' | 'label-inexpressible';

/** See `LabelErrorCode`. The message is lower case and names the offending input in backticks. */
export class LabelError extends Error {
  readonly code: LabelErrorCode;

  constructor(code: LabelErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LabelError';
    this.code = code;
  }
}
