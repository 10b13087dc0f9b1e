import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { prepareSecret } from './prepare-secret.ts';

/** The hash functions of the SCRAM mechanisms, by their names in `node:crypto`. */
export type ScramHash = 'sha1' | 'sha256';

/** What a server keeps of a password for SCRAM with one hash. Source: RFC 5802 §3. */
export interface ScramKeys {
  readonly salt: Buffer;
  readonly iterations: number;
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
}

/** What an account is proved with. */
export interface Credentials {
  scramKeys(hash: ScramHash): ScramKeys;
  /** Compared in constant time. */
  isPassword(candidate: string): boolean;
}

/** Fewest iterations that a client must accept. Source: RFC 5802 §5.1, RFC 7677 §4. */
export const defaultIterations = 4096;

/** Length of a salt that is made here, in bytes. */
const saltBytes = 16;

/** Length of what each hash gives, in bytes. */
const hashBytes = { sha1: 20, sha256: 32 } as const satisfies Record<ScramHash, number>;

/** Passwords are compared by their codes under this key, which are all of one length. */
const comparisonKey = randomBytes(32);

export interface CredentialsOptions {
  /** Random when left out. */
  readonly salt?: Buffer;
  readonly iterations?: number;
}

/**
 * The credentials that `password` makes. Keys are computed for a hash when they are first asked for, which takes about a
 * millisecond, and kept.
 *
 * @throws Error when the password holds a character that no password can (RFC 8265 §4.2).
 */
export function credentialsFrom(password: string, options: CredentialsOptions = {}): Credentials {
  const { salt = randomBytes(saltBytes), iterations = defaultIterations } = options;
  const prepared = prepareSecret(password);
  if (prepared === undefined) throw new Error('a password is not empty and holds no control character');
  const code = codeOf(prepared);
  const known = new Map<ScramHash, ScramKeys>();
  return {
    scramKeys(hash) {
      const keys = known.get(hash) ?? deriveKeys(hash, prepared, salt, iterations);
      known.set(hash, keys);
      return keys;
    },
    isPassword: (candidate) => timingSafeEqual(codeOf(prepareSecret(candidate) ?? ''), code),
  };
}

/**
 * Credentials for an account that does not exist: no proof and no password fits them. The same `secret` and user always
 * give the same salt, so that asking twice does not show that the account is missing.
 */
export function decoyCredentials(secret: Buffer, user: string, iterations = defaultIterations): Credentials {
  const salt = createHmac('sha256', secret).update(user).digest().subarray(0, saltBytes);
  return {
    scramKeys: (hash) => ({
      salt,
      iterations,
      storedKey: randomBytes(hashBytes[hash]),
      serverKey: randomBytes(hashBytes[hash]),
    }),
    isPassword: (candidate) => timingSafeEqual(codeOf(candidate), randomBytes(32)),
  };
}

/** HMAC of RFC 5802 §2.2. */
export function hmac(hash: ScramHash, key: Buffer, text: string): Buffer {
  return createHmac(hash, key).update(text).digest();
}

/** H of RFC 5802 §2.2. */
export function digest(hash: ScramHash, bytes: Buffer): Buffer {
  return createHash(hash).update(bytes).digest();
}

function deriveKeys(hash: ScramHash, password: string, salt: Buffer, iterations: number): ScramKeys {
  const salted = pbkdf2Sync(password, salt, iterations, hashBytes[hash], hash);
  return {
    salt,
    iterations,
    storedKey: digest(hash, hmac(hash, salted, 'Client Key')),
    serverKey: hmac(hash, salted, 'Server Key'),
  };
}

function codeOf(password: string): Buffer {
  return createHmac('sha256', comparisonKey).update(password).digest();
}
