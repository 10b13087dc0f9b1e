import { randomBytes, timingSafeEqual } from 'node:crypto';
import { prepareLocal } from '../prepare-jid.ts';
import { isOwnAuthzid } from './authzid.ts';
import { digest, hmac, type ScramHash, type ScramKeys } from './credentials.ts';
import {
  failure,
  type SaslContext,
  type SaslExchange,
  type SaslMechanism,
  type SaslStep,
} from './mechanism.ts';
import { type ClientFirst, readClientFinal, readClientFirst } from './scram-messages.ts';

/** Randomness of the server's half of the nonce, in bytes. */
const nonceBytes = 18;

/**
 * SCRAM with one hash and without channel binding. The client proves the password without sending it, and the server
 * proves that it knows it.
 *
 * `nonce` makes the server's half of the nonce; it is a parameter so that published exchanges can be repeated.
 *
 * Source: RFC 5802, RFC 7677.
 */
export function scram(
  name: string,
  hash: ScramHash,
  nonce = (): string => randomBytes(nonceBytes).toString('base64'),
): SaslMechanism {
  return {
    name,
    isUsable: () => true,
    start: (context) => new ScramExchange(hash, context, nonce),
  };
}

/** What the server has said and must remember until the client's proof. */
interface Challenged {
  readonly first: ClientFirst;
  readonly user: string;
  readonly keys: ScramKeys;
  readonly nonce: string;
  readonly serverFirst: string;
}

class ScramExchange implements SaslExchange {
  readonly #hash: ScramHash;
  readonly #context: SaslContext;
  readonly #nonce: () => string;
  #challenged: Challenged | undefined;

  constructor(hash: ScramHash, context: SaslContext, nonce: () => string) {
    this.#hash = hash;
    this.#context = context;
    this.#nonce = nonce;
  }

  next(response: Buffer): SaslStep {
    return this.#challenged === undefined
      ? this.#challenge(response.toString())
      : this.#checkProof(response.toString(), this.#challenged);
  }

  #challenge(message: string): SaslStep {
    const first = readClientFirst(message);
    if (first === undefined) return failure('malformed-request');
    const user = prepareLocal(first.user);
    if (user === undefined) return failure('not-authorized');
    const keys = this.#context.credentialsOf(user).scramKeys(this.#hash);
    const nonce = first.nonce + this.#nonce();
    const serverFirst = `r=${nonce},s=${keys.salt.toString('base64')},i=${keys.iterations}`;
    this.#challenged = { first, user, keys, nonce, serverFirst };
    return { kind: 'challenge', data: Buffer.from(serverFirst) };
  }

  #checkProof(message: string, { first, user, keys, nonce, serverFirst }: Challenged): SaslStep {
    const final = readClientFinal(message);
    if (final === undefined) return failure('malformed-request');
    if (final.nonce !== nonce || final.channelBinding !== first.header) return failure('not-authorized');
    const authMessage = `${first.bare},${serverFirst},${final.withoutProof}`;
    if (!this.#isProof(final.proof, keys.storedKey, authMessage)) return failure('not-authorized');
    if (!isOwnAuthzid(first.authzid, user, this.#context.domain)) return failure('invalid-authzid');
    const signature = hmac(this.#hash, keys.serverKey, authMessage);
    return { kind: 'success', user, data: Buffer.from(`v=${signature.toString('base64')}`) };
  }

  // RFC 5802 §3: ClientProof is ClientKey XOR ClientSignature, and StoredKey the hash of ClientKey
  #isProof(proof: Buffer, storedKey: Buffer, authMessage: string): boolean {
    const signature = hmac(this.#hash, storedKey, authMessage);
    if (proof.length !== signature.length) return false;
    const clientKey = Buffer.from(signature.map((byte, index) => byte ^ (proof[index] ?? 0)));
    return timingSafeEqual(digest(this.#hash, clientKey), storedKey);
  }
}
