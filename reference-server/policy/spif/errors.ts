/**
 * A SPIF that is not loaded:
 *   `spif-not-xml`      not well formed, not UTF-8, or with a DTD
 *   `spif-version`      a schema version that this reader does not know
 *   `spif-structure`    not as the schema lays it out (in strict mode only; lenient mode makes it a finding)
 *   `spif-missing`      without something that no policy can do without
 *   `spif-value`        a value that means nothing: an unknown keyword, a malformed OID, a negative number
 *   `spif-duplicate`    two things that labels could not tell apart
 *   `spif-unresolved`   a reference to something that is not there
 */
export type SpifErrorCode =
  | 'spif-not-xml'
  | 'spif-version'
  | 'spif-structure'
  | 'spif-missing'
  | 'spif-value'
  | 'spif-duplicate'
  | 'spif-unresolved';

/** See `SpifErrorCode`. The message names element, attribute and line, and says how to mend it. Lines count from 1. */
export class SpifError extends Error {
  readonly code: SpifErrorCode;
  readonly line: number | undefined;

  constructor(code: SpifErrorCode, message: string, line?: number, options?: ErrorOptions) {
    super(line === undefined ? message : `line ${line}: ${message}`, options);
    this.name = 'SpifError';
    this.code = code;
    this.line = line;
  }
}

/** Something in a SPIF that an administrator should know, and that did not stop it from being loaded. */
export interface Finding {
  readonly code:
    | 'deviation'
    | 'unknown-marking-code'
    | 'unknown-syntax'
    | 'user-input'
    | 'text-lacv'
    | 'untidy-name'
    | 'unknown-membership'
    | 'low-contrast'
    | 'unused-marking'
    | 'not-applicable';
  readonly message: string;
  readonly line: number | undefined;
}
