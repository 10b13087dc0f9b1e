// The certificate library finds its parts by type metadata
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
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

/** Makes an authority that signs one certificate, for these domains and for this machine by name and by number. */
export async function makeCertificates(
  domains: readonly string[],
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
      extensions: serverExtensions(domains),
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
