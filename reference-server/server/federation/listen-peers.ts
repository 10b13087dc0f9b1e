import { createServer, type Socket } from 'node:net';
import type { Faults } from '../../enforcement/index.ts';
import {
  type Overlooked,
  type PeerLimits,
  type PeerPlace,
  PeerStreams,
  type PeerStreamsListener,
  type PeerStreamsOptions,
  peerTls,
} from '../../xmpp/index.ts';
import type { Config } from '../config.ts';
import { domainsOf } from '../configured-accounts.ts';
import { endpointOf } from '../endpoint.ts';
import { PendingConnections } from '../entrances/pending-connections.ts';
import type { Place, Servers } from '../servers.ts';
import type { Identity } from '../tls.ts';
import { authoritiesOf, domainsWithoutCertificate } from './authorities.ts';
import { type FederationFile, federationSchema } from './federation-schema.ts';
import { peerResolver } from './resolve-peer.ts';

/** The streams to and from other servers, and where they connect; `undefined`: the configuration has no place for them. */
export interface PeerEntrances {
  readonly streams: PeerStreams;
  readonly servers: Pick<Servers, 'peer' | 'peerTls'>;
}

/** @throws ConfigError when the authorities cannot be read */
export function peerEntrances(
  config: Config,
  identity: Identity,
  listener: PeerStreamsListener,
  faults: Faults,
): PeerEntrances | undefined {
  const { peer, peerTls: direct } = config.listen;
  if (peer === undefined && direct === undefined) return undefined;
  for (const domain of domainsWithoutCertificate(identity.cert, oursIn(config)))
    listener.notice?.(
      `the certificate is not for ${domain}: other servers will not believe that they speak to it`,
    );
  const streams = new PeerStreams(
    { ...peerOptions(config, identity), overlooks: overlookedIn(faults) },
    listener,
  );
  const pending = new PendingConnections({
    total: config.limits.pendingConnections,
    perAddress: config.limits.pendingPerAddress,
  });
  const place = (at: string, tls: 'starttls' | 'direct'): Place => ({
    at: endpointOf(at),
    server: createServer((socket) => {
      enter(socket, { streams, pending, tls });
    }),
  });
  return {
    streams,
    servers: {
      ...(peer !== undefined && { peer: place(peer, 'starttls') }),
      ...(direct !== undefined && { peerTls: place(direct, 'direct') }),
    },
  };
}

interface Door {
  readonly streams: PeerStreams;
  readonly pending: PendingConnections;
  readonly tls: 'starttls' | 'direct';
}

function enter(socket: Socket, { streams, pending, tls }: Door): void {
  // Until a stream listens, an error ends the connection and nothing else
  socket.on('error', () => undefined);
  const place = pending.enter();
  if (place !== undefined) socket.once('close', place.leave);
  if (place?.comesFrom(socket.remoteAddress ?? '') === true) streams.accept(socket, tls, place.leave);
  else socket.destroy();
}

function peerOptions(config: Config, identity: Identity): PeerStreamsOptions {
  const federation = config.federation ?? federationSchema.parse({});
  const { starttls, certificates, dialback, bidi, sourceAddress } = federation;
  const ours = oursIn(config);
  const ca = authoritiesOf(config);
  return {
    isOurs: (domain) => ours.has(domain),
    resolve: peerResolver({ routes: routesOf(federation), nameServer: config.nameServer }),
    tls: peerTls({ cert: identity.cert, key: identity.key, ...(ca !== undefined && { ca }) }),
    starttls,
    certificates,
    dialback,
    bidi,
    ...(sourceAddress !== undefined && { sourceAddress }),
    limits: limitsOf(federation, config),
  };
}

/** Every domain that others may write to here. */
function oursIn(config: Config): ReadonlySet<string> {
  return new Set([...domainsOf(config), ...config.rooms, ...Object.keys(config.components)]);
}

function overlookedIn(faults: Faults): ReadonlySet<Overlooked> {
  const overlooked = new Set<Overlooked>();
  if (faults.has('peer.from')) overlooked.add('from');
  if (faults.has('peer.certificate')) overlooked.add('certificate');
  if (faults.has('peer.addresses')) overlooked.add('addresses');
  return overlooked;
}

function limitsOf(federation: FederationFile, { limits }: Config): Partial<PeerLimits> {
  return {
    maxStanzaBytes: limits.stanzaBytes,
    maxDepth: limits.depth,
    silenceTimeoutMs: limits.silenceSeconds * 1000,
    negotiationTimeoutMs: federation.negotiationSeconds * 1000,
    connectTimeoutMs: federation.connectSeconds * 1000,
    setUpTimeoutMs: federation.setUpSeconds * 1000,
    backOffMs: federation.backOffSeconds * 1000,
    idleMs: federation.idleSeconds * 1000,
    acknowledgeTimeoutMs: federation.acknowledgeSeconds * 1000,
    maxQueued: federation.queueStanzas,
    maxQueuedSize: federation.queueSize,
    maxPairs: federation.pairs,
    maxPairsPerParent: federation.pairsPerParent,
    maxStreamsPerPeer: federation.streamsPerPeer,
    maxVerifications: federation.verifications,
  };
}

function routesOf({ routes }: FederationFile): ReadonlyMap<string, PeerPlace> {
  return new Map(
    Object.entries(routes).map(([domain, route]) => {
      const { at, tls } = typeof route === 'string' ? ({ at: route, tls: 'starttls' } as const) : route;
      return [domain, { ...endpointOf(at), tls }];
    }),
  );
}
