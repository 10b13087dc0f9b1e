import { isIPv6 } from 'node:net';
import { componentsIn, peersIn } from '../scenario/index.ts';
import type { Worksheet } from '../targets/index.ts';
import type { DeploymentPlan, PlacedPart } from './deployments.ts';
import type { RowContext } from './row-context.ts';
import type { SheetRow } from './sheet-row.ts';

/** Where other servers are, whom to believe, and how components connect: typed in once, before the first deployment that has any. */
export function outsideRows(plan: DeploymentPlan, number: number, context: RowContext): SheetRow[] {
  const { base } = context.fixtures;
  const [peers, components] = [Object.keys(base.peers), Object.keys(base.components)];
  const { others, components: attached } = context.outside ?? {};
  const isNow = (has: (part: PlacedPart) => boolean): boolean =>
    plan.deployments.find(({ parts }) => parts.some(has))?.number === number;
  const there = (domains: readonly string[]): string[] =>
    domains.filter((one) => context.names.has(`(${one})`));
  return [
    ...(others && isNow(({ scenario }) => peersIn(scenario.actors, peers).size > 0)
      ? peerRows(others, there(peers), number, context)
      : []),
    ...(attached && isNow(({ scenario }) => componentsIn(scenario.actors, components).size > 0)
      ? there(components).flatMap((domain) => componentRows(attached, domain, number, context))
      : []),
  ];
}

type Others = NonNullable<Worksheet['others']>;
type Components = NonNullable<Worksheet['components']>;

/**
 * Records for a name server, or the place for a static route: all of them are at one place.
 *
 * Source: RFC 2782; RFC 6120 §3.2.1.
 */
function peerRows(
  { listen: { host, port }, nameServerPort, ca }: Others,
  domains: readonly string[],
  deployment: number,
  { names }: RowContext,
): SheetRow[] {
  const row = (name: string, setting: string, inWords: string, value: string): SheetRow => ({
    ...{ deployment, what: 'peer', name, setting, verb: '', inWords, value },
  });
  const asked = `for the domains below, in place of records of your own`;
  return [
    row(names.domain, 'authority of other servers', 'believe what it has signed', ca),
    ...(nameServerPort === undefined
      ? []
      : [row(names.domain, 'name server', asked, `${host} port ${nameServerPort} (UDP)`)]),
    ...domains.flatMap((domain) => {
      const name = names.named(domain);
      return [
        row(
          name,
          'where it is',
          `${host}, port ${port}`,
          `_xmpp-server._tcp.${name}. SRV 0 0 ${port} ${name}.`,
        ),
        row(name, 'its address', host, `${name}. ${isIPv6(host) ? 'AAAA' : 'A'} ${host}`),
      ];
    }),
  ];
}

function componentRows(
  { place: { host, port }, secrets }: Components,
  domain: string,
  deployment: number,
  { names }: RowContext,
): SheetRow[] {
  const row = (setting: string, inWords: string, value = ''): SheetRow => ({
    ...{ deployment, what: 'component', name: names.named(domain), setting, verb: '', inWords, value },
  });
  return [
    row('where it connects (XEP-0114)', `${host}, port ${port}`),
    row('secret', secrets[domain] ?? 'as you like'),
  ];
}
