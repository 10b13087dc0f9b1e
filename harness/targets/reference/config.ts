import { stringify } from 'yaml';
import { accountsByDomain } from '../accounts-by-domain.ts';
import type { CertificateFiles } from '../certificate-files.ts';
import type { Deployment } from '../target.ts';
import { ipv6Entrances } from './entrances.ts';

/** Who may say that a connection comes from elsewhere: scenarios connect from here as a proxy would. */
const trustedProxy = '127.0.0.8';

/** The domains for rooms that belong to a domain. */
export function roomDomains(domain: string): string[] {
  return [`muc.${domain}`, `muc2.${domain}`];
}

/** Where clients begin with TLS, in this order: as usual, behind a PROXY header, and the IPv6 ones that there are. */
const tlsEntrances = [
  '127.0.0.1:0',
  { at: '127.0.0.1:0', proxyProtocol: true },
  ...ipv6Entrances.map(({ host }) => `[${host}]:0`),
];

/**
 * How it federates: with whoever shows a certificate of the run, by a second pair on such a stream too, and in both directions on
 * one. It finds others by the name server, tries again at once, and does not wait long for one that never answers.
 */
const federationSettings = { dialback: true, bidi: true, backOffSeconds: 0.05, negotiationSeconds: 5 };

/** What is made for one run besides certificates. */
export interface ReferenceParts {
  readonly adminToken: string;
  readonly nameServer: string;
  /** Its section of the configuration; left out: there is none. */
  readonly directory?: Readonly<Record<string, unknown>>;
}

/** The reference server's configuration for one run, on ports that the system chooses. */
export function referenceConfig(
  {
    domain,
    rooms,
    accounts,
    provision,
    federation,
    components,
  }: Pick<Deployment, 'domain' | 'rooms' | 'accounts' | 'provision' | 'federation' | 'components'>,
  { certificate, key, caFile }: CertificateFiles,
  { adminToken, nameServer, directory }: ReferenceParts,
): string {
  const anyPort = '127.0.0.1:0';
  const [[, own] = [domain, {}], ...others] = accountsByDomain({ domain, accounts });
  return stringify({
    domain,
    listen: {
      client: anyPort,
      clientTls: tlsEntrances,
      webSocketTls: anyPort,
      admin: anyPort,
      ...(components && { component: anyPort }),
      ...(federation && { peer: `127.0.0.1:${federation.port}` }),
    },
    ...(federation && {
      federation: {
        ...federationSettings,
        ca: caFile,
        ...(federation.dialback && { certificates: 'preferred' }),
      },
    }),
    trustedProxies: [trustedProxy],
    tls: { certificate, key },
    adminToken,
    nameServer,
    accounts: own,
    domains: Object.fromEntries(others.map(([name, theirs]) => [name, { accounts: theirs }])),
    rooms: rooms ?? roomDomains(domain),
    store: ':memory:',
    ...(components && { components: withSecrets(components) }),
    ...(directory && { directory }),
    provision,
  });
}

function withSecrets(components: Readonly<Record<string, string>>): Record<string, { secret: string }> {
  return Object.fromEntries(Object.entries(components).map(([domain, secret]) => [domain, { secret }]));
}
