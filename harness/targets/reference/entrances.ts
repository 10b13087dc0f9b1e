import { networkInterfaces } from 'node:os';
import type { Entrance, RunningTarget } from '../target.ts';
import { type ReadyLine, splitAddress } from './ready-line.ts';

const hasLoopback = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);

/** What this machine lets the reference server listen on besides 127.0.0.1: nothing, where there is no IPv6. */
export const ipv6Entrances: readonly { readonly name: Entrance; readonly host: string }[] = hasLoopback
  ? [
      { name: 'ipv6', host: '::1' },
      { name: 'ipv4-mapped', host: '::ffff:127.0.0.1' },
    ]
  : [];

/** The entrances of the reference server as it is started here, by name. */
export const entranceNames: readonly Entrance[] = [
  'proxied',
  ...ipv6Entrances.map(({ name }) => name),
  'websocket',
  // BOSH and WebSocket share a port
  'bosh',
];

/** Where they are, from what the server says of itself. */
export function entrancesFrom({ entrances }: ReadyLine): NonNullable<RunningTarget['entrances']> {
  const addresses = [...entrances.clientTls.slice(1), ...entrances.webSocketTls, ...entrances.webSocketTls];
  return Object.fromEntries(
    entranceNames.flatMap((name, index) => {
      const address = addresses[index];
      return address === undefined ? [] : [[name, splitAddress(address)]];
    }),
  );
}
