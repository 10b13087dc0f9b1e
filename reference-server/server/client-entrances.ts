import type { Faults, Origin } from '../enforcement/index.ts';
import type { TlsIdentity } from '../xmpp/index.ts';
import type { Config } from './config.ts';
import { BoshSessions } from './entrances/bosh-sessions.ts';
import { entrancesOf } from './entrances/entrance.ts';
import { type EntranceParts, entranceListener } from './entrances/entrance-listener.ts';
import { PendingConnections } from './entrances/pending-connections.ts';
import { everybody, trustedProxies } from './entrances/trusted-proxies.ts';
import { webSocketUpgrades } from './entrances/web-socket-upgrades.ts';
import type { ImDomain } from './im-domain.ts';
import { accept, type ClientPort } from './listen-client.ts';
import type { Servers } from './servers.ts';

/** A server for each entrance of the configuration: whoever comes in there gets a stream. */
export function clientEntrances(
  { listen, limits, trustedProxies: ranges }: Pick<Config, 'listen' | 'limits' | 'trustedProxies'>,
  domain: ImDomain,
  { port, identity, faults }: { port: ClientPort; identity: TlsIdentity; faults: Faults },
): Servers['entrances'] {
  const pending = new PendingConnections({
    total: limits.pendingConnections,
    perAddress: limits.pendingPerAddress,
  });
  const take: EntranceParts['take'] = (connection) => {
    accept(connection, domain, port).catch((mistake: unknown) => {
      connection.socket.destroy();
      domain.report(mistake);
    });
  };
  const followsClients = !faults.has('loc.bosh');
  const originOf = (address: string): Promise<Origin> => domain.originOf(address);
  const parts: EntranceParts = {
    proxies: faults.has('loc.forwarded') ? everybody : trustedProxies(ranges),
    pending,
    identity,
    upgrades: webSocketUpgrades(limits.stanzaBytes),
    upgradeTimeoutMs: limits.loginSeconds * 1000,
    bosh: new BoshSessions({ pending, followsClients, originOf, take }),
    boshLimits: { maxBytes: limits.stanzaBytes, maxDepth: limits.depth },
    take,
    report: (mistake) => {
      domain.report(mistake);
    },
  };
  return entrancesOf(listen).map((entrance) => ({ entrance, server: entranceListener(entrance, parts) }));
}
