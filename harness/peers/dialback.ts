import { createHmac, randomBytes } from 'node:crypto';
import type { DomainPair } from './texts.ts';

/** What keys are made with: one for all domains of the harness, for the life of the process. */
const secret = randomBytes(32);

/**
 * The key with which a domain of the harness shows that it is who it says: whoever asks for it by stream and pair can be answered
 * with nothing remembered.
 *
 * Source: XEP-0220 §2.1, XEP-0185 §3.
 */
export function dialbackKey({ from, to }: DomainPair, streamId: string): string {
  return createHmac('sha256', secret).update(`${to} ${from} ${streamId}`).digest('hex');
}
