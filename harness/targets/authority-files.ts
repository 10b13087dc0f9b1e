import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { authorityOf } from './certificate.ts';
import { type Authority, EnvironmentFault } from './target.ts';

/** A certificate authority as somebody keeps it: what is written in its two files (PEM), and what those are called in a sentence. */
export interface KeptAuthority {
  readonly ca: string;
  readonly key: string;
  /** The file of the certificate. */
  readonly file: string;
}

/**
 * The authority that somebody keeps, made by the harness or not.
 *
 * @throws EnvironmentFault where it is none, has expired, or the key is another one's.
 */
export function readAuthority({ ca, key, file }: KeptAuthority, now = new Date()): Authority {
  const certificate = certificateIn(ca, file);
  const secret = keyIn(key, file);
  if (!certificate.ca) throw wrong(file, 'is a certificate that may not sign others');
  if (!certificate.checkPrivateKey(secret)) throw wrong(file, 'and its key do not belong together');
  if (new Date(certificate.validTo) <= now) throw wrong(file, `has expired on ${certificate.validTo}`);
  const signingKey = secret.toCryptoKey(signingWith(secret, file), false, ['sign']);
  return authorityOf(certificate.toString(), signingKey, now);
}

function certificateIn(text: string, file: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    throw wrong(file, 'is no certificate (PEM)');
  }
}

function keyIn(text: string, file: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch {
    throw new EnvironmentFault(
      `the key of \`${file}\` is no private key (PEM) without a passphrase; ${mend}`,
    );
  }
}

type SigningAlgorithm = Parameters<KeyObject['toCryptoKey']>[0];

function signingWith({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject, file: string): SigningAlgorithm {
  const curve = curves.get(asymmetricKeyDetails?.namedCurve ?? '');
  if (asymmetricKeyType === 'ec' && curve !== undefined) return { name: 'ECDSA', namedCurve: curve };
  if (asymmetricKeyType === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  throw wrong(file, 'has a key that is neither RSA nor EC (P-256, P-384)');
}

const curves: ReadonlyMap<string, string> = new Map([
  ['prime256v1', 'P-256'],
  ['secp384r1', 'P-384'],
]);

const mend = 'name another, or make one with `cmbac provision authority`';

function wrong(file: string, what: string): EnvironmentFault {
  return new EnvironmentFault(`\`${file}\` ${what}; ${mend}`);
}
