import type { Exempt } from '../enforcement/index.ts';
import { deliver } from './deliver.ts';
import type { ImDomain } from './im-domain.ts';
import { sessionFor } from './session-for.ts';

/**
 * A message without content and without a label goes to who is there, or nowhere: without a label it could not be judged
 * again when it is released, so it is not kept, and its sender is told nothing either way.
 */
export function routeContentFree(message: Exempt, domain: ImDomain): void {
  const { to, from } = message.stanza;
  const one = to === undefined || to.resource === '' ? undefined : sessionFor(to, from, domain);
  const sessions = one === undefined ? domain.sessions.takingMessages((to ?? from).bare) : [one];
  for (const session of sessions) deliver(session, message, domain.rules);
}
