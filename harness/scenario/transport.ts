import { isIPv4 } from 'node:net';
import type { ActorFile } from './actor.ts';

/** Which of a server's entrances an actor takes. */
export type Entrance = 'tcp' | 'ipv6' | 'ipv4-mapped' | 'proxied' | 'websocket' | 'bosh';

/** The entrance that an actor takes: what it says of its transport decides, then the family of its address. */
export function entranceOf(actor: ActorFile): Entrance {
  if (typeof actor === 'string') return 'tcp';
  if (actor.transport !== 'tcp') return actor.transport;
  if (actor.proxyHeader !== undefined) return 'proxied';
  if (actor.address === undefined || isIPv4(actor.address)) return 'tcp';
  return /^::ffff:[\d.]+$/i.test(actor.address) ? 'ipv4-mapped' : 'ipv6';
}

/** Features that a target must have for an actor, whatever a scenario says that it needs. */
export function transportFeatures(actor: ActorFile): string[] {
  const entrance = entranceOf(actor);
  const named = typeof actor !== 'string' && actor.address !== undefined;
  return [...(named ? ['source-address'] : []), ...(entrance === 'tcp' ? [] : [entrance])];
}
