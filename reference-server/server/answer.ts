import type { ClientSession } from './client-session.ts';
import { deliver } from './deliver.ts';
import type { Deliverable } from './deliverable.ts';
import type { RemoteSession } from './federation/remote-session.ts';
import type { ImDomain } from './im-domain.ts';

/** Whoever a stanza comes from, and its answer goes to: a session of ours, or somebody at a peer. */
export type Correspondent = ClientSession | RemoteSession;

/** The answer to a stanza, to where that came from. A message that was judged for a session of ours goes to no peer. */
export function answer(correspondent: Correspondent, reply: Deliverable | undefined, domain: ImDomain): void {
  if (reply === undefined) return;
  if (correspondent.peer === undefined) deliver(correspondent, reply, domain.rules);
  else if ('label' in reply) throw new Error('a message that was not judged for a peer');
  else domain.federation?.send(reply);
}
