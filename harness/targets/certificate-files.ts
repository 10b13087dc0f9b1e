import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newAuthority } from './certificate.ts';
import type { Authority } from './target.ts';

/** Where a server finds its certificate, and the authority that its clients are to trust. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
  /** PEM, not a path. */
  readonly ca: string;
  /** The same in a file. */
  readonly caFile: string;
}

/**
 * Writes a certificate for the domains of a server into its folder, which states a clearance (base64 of X.501) where one is given:
 * of the authority that is given, or of one made for it.
 */
export async function writeCertificates(
  folder: string,
  domains: readonly string[],
  clearance?: string,
  authority?: Authority,
): Promise<CertificateFiles> {
  const signer = authority ?? (await newAuthority());
  const { certificate, key } = await signer.issue(domains, clearance);
  const files = {
    certificate: join(folder, 'server.crt'),
    key: join(folder, 'server.key'),
    caFile: join(folder, 'ca.crt'),
  };
  writeFileSync(files.certificate, certificate);
  writeFileSync(files.key, key, { mode: 0o600 });
  writeFileSync(files.caFile, signer.ca);
  return { ...files, ca: signer.ca };
}
