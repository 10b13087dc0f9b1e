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
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { Authority } from './target.ts';

/** A certificate authority, and a server's certificate from it; all in PEM. */
export interface RunCertificates {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** How long before a time certificates are valid, and how long after it, in milliseconds: clocks differ, runs end. */
const validity = { beforeMs: 3_600_000, afterMs: 7 * 86_400_000 } as const;
/** How long an authority is valid that people import into a server, in milliseconds. */
const lastingMs = 5 * 366 * 86_400_000;

/** The authority of a run. */
export async function newAuthority(now = new Date()): Promise<Authority> {
  const { certificate, keys } = await selfSigned('CN=cmbac test run', now, validity.afterMs);
  return authorityOf(certificate.toString('pem'), keys.privateKey, now);
}

/** An authority that people import into a server, once: in PEM, valid for five years. `name`: what tells it from others. */
export async function newLastingAuthority(
  name: string,
  now = new Date(),
): Promise<{ readonly ca: string; readonly key: string }> {
  const { certificate, keys } = await selfSigned(`CN=${name}`, now, lastingMs);
  return { ca: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
}

/**
 * An authority by its certificate and its key. Its certificates are for some domains and for this machine by name and by number; they state
 * the clearance (base64 of X.501) that is given, and are valid around `now`, or around the time that is given.
 */
export function authorityOf(ca: string, signingKey: webcrypto.CryptoKey, now = new Date()): Authority {
  const issuer = new X509Certificate(ca).subject;
  return {
    ca,
    issue: async (domains, clearance, at = now) => {
      const own = await newKeys();
      const certificate = await X509CertificateGenerator.create(
        {
          ...datesAround(at),
          subject: `CN=${domains[0] ?? 'localhost'}`,
          issuer,
          publicKey: own.publicKey,
          signingKey,
          signingAlgorithm: { ...signingKey.algorithm, hash: 'SHA-256' },
          extensions: [...serverExtensions(domains), ...clearanceExtensions(clearance)],
        },
        webcrypto,
      );
      return { certificate: certificate.toString('pem'), key: await pemOf(own.privateKey) };
    },
  };
}

/** A certificate that may sign others, and its keys. */
async function selfSigned(name: string, now: Date, validMs: number) {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      ...datesAround(now),
      notAfter: new Date(now.getTime() + validMs),
      name,
      keys,
      signingAlgorithm: algorithm,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ],
    },
    webcrypto,
  );
  return { certificate, keys };
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

/** A certificate of an authority of its own. */
export async function makeCertificates(
  domains: readonly string[],
  clearance?: string,
  now = new Date(),
): Promise<RunCertificates> {
  const authority = await newAuthority(now);
  return { ca: authority.ca, ...(await authority.issue(domains, clearance)) };
}

function datesAround(time: Date): { notBefore: Date; notAfter: Date } {
  return {
    notBefore: new Date(time.getTime() - validity.beforeMs),
    notAfter: new Date(time.getTime() + validity.afterMs),
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
