import type { Origin } from '../enforcement/index.ts';
import { evictUncleared } from '../services/index.ts';
import type { ClientSession } from './client-session.ts';
import type { ImDomain } from './im-domain.ts';
import { releaseToOthers } from './management/keep-sent.ts';
import { sendAgain } from './management/resume-session.ts';
import { releaseOffline } from './offline.ts';

/**
 * The client comes from another place with its next request, and is there from now on: it may have no session there, and
 * what waits for it was judged for the place where it was. That is judged again; what may not go to the new place is kept as
 * for a user who is not there, and what was kept for such a place comes.
 */
export function moveSession(session: ClientSession, origin: Origin, domain: ImDomain): void {
  session.origin = origin;
  domain.endIfUncleared(session);
  if (domain.sessions.find(session.jid) !== session) return;
  evictUncleared(domain, domain.rooms.withSession(session.jid));
  const waiting = session.unsent?.takeBack() ?? [];
  session.withheld = undefined;
  releaseOffline(session, domain);
  let isWithheld = false;
  for (const sent of waiting) {
    try {
      if (sendAgain(session, sent, domain) === 'withheld') isWithheld = true;
    } catch (mistake) {
      // In doubt, deny: what cannot be judged is not sent, and the session goes on
      domain.report(mistake);
    }
  }
  if (isWithheld) releaseToOthers(session, domain);
}
