import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isCertificateFor } from '../../xmpp/index.ts';
import { type Config, ConfigError } from '../config.ts';

/** The authorities whose certificates are believed, PEM; `undefined`: those that Node knows. @throws ConfigError when there is none in the file */
export function authoritiesOf({ federation, placeOf }: Config): Buffer | undefined {
  const file = federation?.ca;
  if (file === undefined) return undefined;
  const problem = (what: string): ConfigError =>
    new ConfigError(
      `${placeOf(['federation', 'ca'])}: the authorities \`${file}\` ${what}; give the path of a PEM file`,
    );
  let pem: Buffer;
  try {
    pem = readFileSync(file);
  } catch {
    throw problem('cannot be read');
  }
  if (!holdsCertificates(pem.toString('latin1'))) throw problem('are no certificates');
  return pem;
}

/** Each of them can be read, and there is one: what cannot is left out by TLS without a word. */
function holdsCertificates(pem: string): boolean {
  const blocks = pem.match(/-----BEGIN [^-]*CERTIFICATE-----[^-]*-----END [^-]*CERTIFICATE-----/g) ?? [];
  try {
    for (const block of blocks) new X509Certificate(block);
  } catch {
    return false;
  }
  return blocks.length > 0;
}

/** The domains that a server's certificate is not for: other servers will not believe it there. */
export function domainsWithoutCertificate(cert: Buffer | string, domains: Iterable<string>): string[] {
  const certificate = new X509Certificate(cert);
  return [...domains].filter((domain) => !isCertificateFor(certificate, domain));
}
