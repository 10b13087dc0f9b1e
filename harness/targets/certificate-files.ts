import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificates } from './certificate.ts';

/** Where a server finds its certificate, and the authority that its clients are to trust. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
  /** PEM, not a path. */
  readonly ca: string;
}

/** Makes certificates for the domains of a server, which state a clearance (base64 of X.501) where one is given, and writes the server's into its folder. */
export async function writeCertificates(
  folder: string,
  domains: readonly string[],
  clearance?: string,
): Promise<CertificateFiles> {
  const made = await makeCertificates(domains, clearance);
  const files = { certificate: join(folder, 'server.crt'), key: join(folder, 'server.key') };
  writeFileSync(files.certificate, made.certificate);
  writeFileSync(files.key, made.key, { mode: 0o600 });
  return { ...files, ca: made.ca };
}
