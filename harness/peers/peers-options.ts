import type { NameServer, Place } from '../targets/index.ts';
import type { Identity } from './link.ts';
import type { PeerObserver } from './peer-observer.ts';
import type { Condition } from './settings.ts';

/** What the servers that the harness plays in one part are made of. */
export interface PeersOptions {
  /** The domains that the harness plays. */
  readonly domains: readonly string[];
  /** Where the server under test takes streams. */
  readonly target: Place;
  /** Its domains, the first of them first. */
  readonly targets: readonly string[];
  /** The certificate of a server with these domains. */
  readonly identityFor: (domains: readonly string[], condition: Condition) => Promise<Identity>;
  readonly nameServer: NameServer;
  readonly observer: PeerObserver;
}
