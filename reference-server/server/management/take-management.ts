import { randomBytes } from 'node:crypto';
import {
  countAnswer,
  enabledAnswer,
  failedAnswer,
  type ManagementRequest,
  StreamError,
  Unacknowledged,
} from '../../xmpp/index.ts';
import type { ClientSession } from '../client-session.ts';
import { askForCount } from './note-sent.ts';

/**
 * What the client of a session says of stream management. `maxSeconds`: the longest for which a session can be resumed here.
 *
 * @throws StreamError when it acknowledges what it was never sent
 * Source: XEP-0198 §3, §4.
 */
export function takeManagement(session: ClientSession, request: ManagementRequest, maxSeconds: number): void {
  const { management } = session;
  if (request.kind === 'enable') {
    if (management === undefined) enable(session, request, maxSeconds);
    else session.send(failedAnswer('unexpected-request'));
  } else if (request.kind === 'resume') {
    // XEP-0198 §5: only in place of an address
    session.send(failedAnswer('unexpected-request'));
  } else if (management === undefined) {
    throw new StreamError('unsupported-stanza-type');
  } else if (request.kind === 'request') {
    session.send(countAnswer(management.unacknowledged.handled));
  } else {
    management.unacknowledged.acknowledge(request.h);
    management.isAsked = false;
    askForCount(session, management);
  }
}

function enable(
  session: ClientSession,
  { resume, maxSeconds: wanted }: Extract<ManagementRequest, { readonly kind: 'enable' }>,
  longest: number,
): void {
  const maxSeconds = Math.min(wanted ?? longest, longest);
  const isResumable = resume && maxSeconds > 0;
  const resumable = isResumable ? { id: randomBytes(18).toString('base64url'), maxSeconds } : undefined;
  session.send(enabledAnswer(resumable));
  session.management = {
    unacknowledged: new Unacknowledged(),
    ...(resumable && { resumable }),
    isAsked: false,
  };
}
