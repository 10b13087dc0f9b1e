import type { X509Certificate } from 'node:crypto';
import { domainToASCII } from 'node:url';

/**
 * Is the certificate for the XMPP server of this domain? It says so as a DNS name, also with `*` for the first label, as a service
 * name (`_xmpp-server.b.test`) or as an XMPP address. A common name does not count.
 *
 * Source: RFC 6120 §13.7.1.2 (whose names), RFC 6125 §6.4.
 */
export function isCertificateFor(certificate: X509Certificate, domain: string): boolean {
  const ascii = domainToASCII(domain);
  if (ascii === '') return false;
  return (
    certificate.checkHost(ascii, { subject: 'never', partialWildcards: false }) !== undefined ||
    otherNames(certificate).some(
      (name) => name === `SRVName:_xmpp-server.${ascii}` || name === `XmppAddr:${domain}`,
    )
  );
}

/** `otherName`s as Node writes them, in lower case behind the kind. */
function otherNames({ subjectAltName = '' }: X509Certificate): string[] {
  return subjectAltName
    .split(', ')
    .filter((name) => name.startsWith('othername:'))
    .map((name) => name.slice('othername:'.length).trim())
    .map((name) => name.slice(0, name.indexOf(':') + 1) + name.slice(name.indexOf(':') + 1).toLowerCase());
}
