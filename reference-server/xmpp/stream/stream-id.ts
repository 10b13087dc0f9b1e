import { randomBytes } from 'node:crypto';

/** The id of a stream: nobody can guess it. Source: RFC 6120 §4.7.3. */
export function newStreamId(): string {
  return randomBytes(12).toString('base64url');
}
