import { StreamError } from '../xmpp/index.ts';
import type { ClientSession } from './client-session.ts';
import type { Roaming } from './entrances/roaming.ts';
import type { ImDomain } from './im-domain.ts';
import { keepSent, releaseToOthers } from './management/keep-sent.ts';
import { Unsent } from './unsent.ts';

/** What the session is sent waits from now on until its client asks for it. */
export function awaitRequests(session: ClientSession, roaming: Roaming): void {
  const unsent: ClientSession['unsent'] = new Unsent({
    waits: () => {
      roaming.wake();
    },
    goes: (text) => {
      session.send(text);
    },
    overflows: () => {
      session.close(new StreamError('resource-constraint'));
    },
  });
  session.unsent = unsent;
  roaming.onResponse = () => {
    unsent.send();
  };
}

/** The session has ended, and nobody comes for the rest: messages are kept as for a user who is not there. */
export function keepUnsent(session: ClientSession, domain: ImDomain): void {
  const left = session.unsent?.takeBack() ?? [];
  if (left.length === 0) return;
  for (const sent of left) {
    try {
      keepSent(session, sent, domain);
    } catch (mistake) {
      domain.report(mistake);
    }
  }
  releaseToOthers(session, domain);
}
