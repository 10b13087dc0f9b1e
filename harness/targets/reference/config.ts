import { stringify } from 'yaml';
import type { CertificateFiles } from '../certificate-files.ts';
import type { Deployment } from '../target.ts';

/** The reference server's configuration for one run, on ports that the system chooses. */
export function referenceConfig(
  { domain, accounts, provision }: Pick<Deployment, 'domain' | 'accounts' | 'provision'>,
  { certificate, key }: CertificateFiles,
  adminToken: string,
): string {
  const anyPort = '127.0.0.1:0';
  return stringify({
    domain,
    listen: { client: anyPort, clientTls: anyPort, admin: anyPort },
    tls: { certificate, key },
    adminToken,
    accounts,
    store: ':memory:',
    provision,
  });
}
