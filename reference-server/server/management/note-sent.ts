import { countRequest, StreamError } from '../../xmpp/index.ts';
import type { ClientSession } from '../client-session.ts';
import type { Management, Sent } from './management.ts';

/** It waits for its acknowledgement, which the client is asked for. A client that never gives any is cut off. */
export function noteSent(session: ClientSession, management: Management, sent: Sent, size: number): void {
  const isTooMuch = management.unacknowledged.add(sent, size);
  if (isTooMuch) {
    // Not at once: whoever is sending may be in the middle of something
    queueMicrotask(() => {
      session.close(new StreamError('resource-constraint'));
    });
  }
  askForCount(session, management);
}

export function askForCount(session: ClientSession, management: Management): void {
  if (management.isAsked || management.unacknowledged.isEmpty) return;
  management.isAsked = true;
  session.send(countRequest);
}
