// @peculiar/x509 needs it, before anything else of it is loaded
import 'reflect-metadata';
import { randomUUID, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  type Extension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { type PeerTls, peerTls } from './peer-tls.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 86_400_000;

/** Whom servers of a test trust. */
export interface TestAuthority {
  readonly ca: string;
  /** A certificate for these domains, and who trusts this authority. `endsInDays`: below 0, it has expired. */
  issue(domains: readonly string[], endsInDays?: number): Promise<PeerTls>;
  /** A certificate that nobody vouches for. */
  selfSigned(domain: string): Promise<PeerTls>;
}

export async function testAuthority(): Promise<TestAuthority> {
  const { subtle } = webcrypto;
  const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
    subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const keyOf = async ({ privateKey }: webcrypto.CryptoKeyPair): Promise<string> =>
    PemConverter.encode(await subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY');
  const keys = await newKeys();
  const own = await X509CertificateGenerator.createSelfSigned({
    // One of its own: a name of another authority with another key breaks handshakes (an error of OpenSSL's is left over)
    name: `CN=test authority ${randomUUID()}`,
    signingAlgorithm: algorithm,
    keys,
    extensions: [new BasicConstraintsExtension(true, 0, true)],
  });
  const ca = own.toString('pem');
  return {
    ca,
    issue: async (domains, endsInDays = 1) => {
      const theirs = await newKeys();
      const certificate = await X509CertificateGenerator.create({
        subject: 'CN=somebody',
        issuer: own.subject,
        publicKey: theirs.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        notBefore: new Date(Date.now() - 10 * dayMs),
        notAfter: new Date(Date.now() + endsInDays * dayMs),
        extensions: namesOf(domains),
      });
      return peerTls({ cert: certificate.toString('pem'), key: await keyOf(theirs), ca });
    },
    selfSigned: async (domain) => {
      const theirs = await newKeys();
      const certificate = await X509CertificateGenerator.createSelfSigned({
        name: `CN=${domain}`,
        signingAlgorithm: algorithm,
        keys: theirs,
        extensions: namesOf([domain]),
      });
      return peerTls({ cert: certificate.toString('pem'), key: await keyOf(theirs), ca });
    },
  };
}

function namesOf(domains: readonly string[]): Extension[] {
  return [new SubjectAlternativeNameExtension(domains.map((value) => ({ type: 'dns', value })))];
}
