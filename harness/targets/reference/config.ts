import { stringify } from 'yaml';
import { accountsByDomain } from '../accounts-by-domain.ts';
import type { CertificateFiles } from '../certificate-files.ts';
import type { Deployment } from '../target.ts';
import { ipv6Entrances } from './entrances.ts';

/** Who may say that a connection comes from elsewhere: scenarios connect from here as a proxy would. */
const trustedProxy = '127.0.0.8';

/** The first labels of the domains for rooms. */
const roomDomains = ['muc', 'muc2'];

/** Where clients begin with TLS, in this order: as usual, behind a PROXY header, and the IPv6 ones that there are. */
const tlsEntrances = [
  '127.0.0.1:0',
  { at: '127.0.0.1:0', proxyProtocol: true },
  ...ipv6Entrances.map(({ host }) => `[${host}]:0`),
];

/** What is made for one run besides certificates. */
export interface ReferenceParts {
  readonly adminToken: string;
  readonly nameServer: string;
  /** Its section of the configuration; left out: there is none. */
  readonly directory?: Readonly<Record<string, unknown>>;
}

/** The reference server's configuration for one run, on ports that the system chooses. */
export function referenceConfig(
  { domain, accounts, provision }: Pick<Deployment, 'domain' | 'accounts' | 'provision'>,
  { certificate, key }: CertificateFiles,
  { adminToken, nameServer, directory }: ReferenceParts,
): string {
  const anyPort = '127.0.0.1:0';
  const [[, own] = [domain, {}], ...others] = accountsByDomain({ domain, accounts });
  return stringify({
    domain,
    listen: { client: anyPort, clientTls: tlsEntrances, webSocketTls: anyPort, admin: anyPort },
    trustedProxies: [trustedProxy],
    tls: { certificate, key },
    adminToken,
    nameServer,
    accounts: own,
    domains: Object.fromEntries(others.map(([name, theirs]) => [name, { accounts: theirs }])),
    rooms: roomDomains.map((name) => `${name}.${domain}`),
    store: ':memory:',
    ...(directory && { directory }),
    provision,
  });
}
