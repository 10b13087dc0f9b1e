import { StreamError } from '../stream-error.ts';
import type { PeerFailure } from './outgoing.ts';

/** What it means for who wants to send that a stream ended before it was ready. */
export function failureOf(reason: Error | undefined): PeerFailure {
  const isLate = reason instanceof StreamError && reason.condition === 'connection-timeout';
  return isLate ? 'timeout' : 'unreachable';
}
