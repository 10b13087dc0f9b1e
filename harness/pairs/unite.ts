import {
  type Federation,
  freePorts,
  type Names,
  newAuthority,
  type Place,
  startNameServer,
} from '../targets/index.ts';

/** How servers of one run find and believe each other, by the domain of each. */
export interface Union {
  readonly federations: ReadonlyMap<string, Federation>;
  /** Ends the name server; the servers are their keepers'. */
  dissolve(): Promise<void>;
}

/**
 * Prepares servers for each other, before any of them runs: a port for each, one name server that says where all of them are (and `names`
 * besides), one authority that signs for all. `servers` are the domains that each serves, under the one that it is named by.
 */
export async function unite(
  servers: ReadonlyMap<string, readonly string[]>,
  names: Names = { claims: {}, hosts: {} },
): Promise<Union> {
  const ports = await freePorts(servers.size);
  const places = [...servers].map(
    ([name, domains], index): ServerPlace => ({
      name,
      port: ports[index] ?? 0,
      domains,
    }),
  );
  // First what leaves nothing behind where it fails
  const authority = await newAuthority();
  const nameServer = await startNameServer(names, routesTo(places));
  const federations = places.map(({ name, port }): [string, Federation] => {
    const routes = routesTo(places.filter((other) => other.name !== name));
    return [name, { port, routes, nameServer: nameServer.address, authority }];
  });
  return { federations: new Map(federations), dissolve: () => nameServer.stop() };
}

interface ServerPlace {
  readonly name: string;
  readonly port: number;
  readonly domains: readonly string[];
}

function routesTo(places: readonly ServerPlace[]): Readonly<Record<string, Place>> {
  return Object.fromEntries(
    places.flatMap(({ domains, port }) => domains.map((domain) => [domain, { host: '127.0.0.1', port }])),
  );
}
