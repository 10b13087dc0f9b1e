import { type ActorFile, userOf } from './actor.ts';

/** The components among those whom a scenario has: `gw.a.test` itself, or `x@gw.a.test`. */
export function componentsIn(
  actors: Readonly<Record<string, ActorFile>>,
  components: Iterable<string>,
): ReadonlySet<string> {
  const known = new Set(components);
  const domains = Object.values(actors).map((actor) => domainIn(userOf(actor)));
  return new Set(domains.filter((domain) => known.has(domain)));
}

/** `b.test` of `x@b.test`; what has no user is a domain, or a user of the first one. */
function domainIn(user: string): string {
  return user.slice(user.indexOf('@') + 1);
}

/** The domains of those whom a scenario has at other servers, which the harness plays unless the scenario says otherwise. */
export function peersIn(
  actors: Readonly<Record<string, ActorFile>>,
  peers: Iterable<string>,
): ReadonlySet<string> {
  const known = new Set(peers);
  const domains = Object.values(actors).map((actor) => userOf(actor).split('@')[1] ?? '');
  return new Set(domains.filter((domain) => known.has(domain)));
}
