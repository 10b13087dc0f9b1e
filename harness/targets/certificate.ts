// The certificate library finds its parts by type metadata
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A certificate authority of one run, and a server's certificate from it; all in PEM. */
export interface RunCertificates {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** How long before `now` certificates are valid, and how long after it, in milliseconds: clocks differ, runs end. */
const validity = { beforeMs: 3_600_000, afterMs: 7 * 86_400_000 } as const;

/**
 * Makes an authority that signs one certificate, for these domains and for this machine by name and by number; it states
 * the clearance (base64 of X.501) that is given.
 */
export async function makeCertificates(
  domains: readonly string[],
  clearance?: string,
  now = new Date(),
): Promise<RunCertificates> {
  const dates = {
    notBefore: new Date(now.getTime() - validity.beforeMs),
    notAfter: new Date(now.getTime() + validity.afterMs),
  };
  const caKeys = await newKeys();
  const ca = await X509CertificateGenerator.createSelfSigned(
    {
      ...dates,
      name: 'CN=cmbac test run',
      keys: caKeys,
      signingAlgorithm: algorithm,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ],
    },
    webcrypto,
  );
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.create(
    {
      ...dates,
      subject: `CN=${domains[0] ?? 'localhost'}`,
      issuer: ca.subject,
      publicKey: keys.publicKey,
      signingKey: caKeys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [...serverExtensions(domains), ...clearanceExtensions(clearance)],
    },
    webcrypto,
  );
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    ca: ca.toString('pem'),
    certificate: certificate.toString('pem'),
    key: PemConverter.encode(key, 'PRIVATE KEY'),
  };
}

function newKeys() {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

function serverExtensions(domains: readonly string[]) {
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
    new SubjectAlternativeNameExtension([
      ...domains.map((value) => ({ type: 'dns' as const, value })),
      { type: 'dns', value: 'localhost' },
      { type: 'ip', value: '127.0.0.1' },
    ]),
  ];
}

/**
 * SubjectDirectoryAttributes with one attribute id-at-clearance of one value.
 *
 * Source: RFC 5280 §4.2.1.8, RFC 5755 §4.4.6.
 */
function clearanceExtensions(clearance: string | undefined): Extension[] {
  if (clearance === undefined) return [];
  const values = der(0x31, Buffer.from(clearance, 'base64'));
  const attributes = der(0x30, der(0x30, der(0x06, Buffer.from([0x55, 0x04, 0x37])), values));
  return [new Extension('2.5.29.9', false, attributes)];
}

/** One element of DER; contents of up to 127 octets. */
function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const all = Buffer.concat(contents);
  if (all.length > 127)
    throw new Error(`a clearance of ${all.length} octets is too long for a test certificate`);
  return Buffer.concat([Buffer.from([tag, all.length]), all]);
}
