import { type Endpoint, endpointOf } from '../endpoint.ts';

/** STARTTLS; TLS from the first byte; WebSocket in clear, for a proxy in front; WebSocket under TLS. */
export type EntranceKind = 'client' | 'clientTls' | 'webSocket' | 'webSocketTls';

export const entranceKinds: readonly EntranceKind[] = ['client', 'clientTls', 'webSocket', 'webSocketTls'];

/** A place where clients connect. */
export interface Entrance {
  readonly kind: EntranceKind;
  readonly at: Endpoint;
  /** A trusted proxy begins each connection with a header, and nobody else comes in. */
  readonly proxyProtocol: boolean;
}

/** An entrance as the configuration writes it: `127.0.0.1:5222`, the same with more to say, or several. */
export type WrittenEntrance =
  | string
  | { readonly at: string; readonly proxyProtocol: boolean }
  | readonly (string | { readonly at: string; readonly proxyProtocol: boolean })[];

/** All entrances that a configuration has, in its order within each kind. */
export function entrancesOf(
  listen: Readonly<Partial<Record<EntranceKind, WrittenEntrance | undefined>>>,
): readonly Entrance[] {
  return entranceKinds.flatMap((kind) =>
    [listen[kind] ?? []].flat().map((one) => {
      const { at, proxyProtocol } = typeof one === 'string' ? { at: one, proxyProtocol: false } : one;
      return { kind, at: endpointOf(at), proxyProtocol };
    }),
  );
}
