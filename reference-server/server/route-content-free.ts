import type { Exempt } from '../enforcement/index.ts';
import { takeContentFree } from '../services/index.ts';
import type { Correspondent } from './answer.ts';
import { deliver } from './deliver.ts';
import type { ImDomain } from './im-domain.ts';
import { sessionFor } from './session-for.ts';

/**
 * A message without content and without a label goes to who is there, or nowhere: without a label it could not be judged
 * again when it is released, so it is not kept, and its sender is told nothing either way: but of a room, whether the sender is in
 * it. To a peer it goes as to anybody else: it says nothing. Gives that error, if any.
 */
export function routeContentFree(
  session: Correspondent,
  message: Exempt,
  domain: ImDomain,
): Exempt | undefined {
  const { to, from } = message.stanza;
  if (to !== undefined && domain.rooms.serves(to.domain)) return takeContentFree(session, message, domain);
  if (to !== undefined && domain.rules.peers.has(to.domain)) {
    domain.federation?.send(message);
    return undefined;
  }
  const one = to === undefined || to.resource === '' ? undefined : sessionFor(to, from, domain);
  const sessions = one === undefined ? domain.sessions.takingMessages((to ?? from).bare) : [one];
  for (const each of sessions) deliver(each, message, domain.rules);
  return undefined;
}
