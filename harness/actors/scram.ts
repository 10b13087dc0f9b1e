import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { SessionError } from './actor.ts';

/** The mechanisms spoken, best first. Source: RFC 5802, RFC 7677. */
export const scramMechanisms = ['SCRAM-SHA-256', 'SCRAM-SHA-1'] as const;
export type ScramMechanism = (typeof scramMechanisms)[number];

/** Most iterations that a server may ask for: 100 times what is common, 0.3 s. */
const maxIterations = 1_000_000;

/**
 * The client's half of one SCRAM exchange, without channel binding, on OpenSSL.
 *
 * Source: RFC 5802 §3, §5; RFC 7677 §3.
 */
export class Scram {
  readonly #hash: 'sha256' | 'sha1';
  readonly #clientFirstBare: string;
  readonly #nonce: string;
  #serverSignature: Buffer | undefined;

  constructor(mechanism: ScramMechanism, user: string, nonce = randomBytes(18).toString('base64')) {
    this.#hash = mechanism === 'SCRAM-SHA-256' ? 'sha256' : 'sha1';
    this.#nonce = nonce;
    this.#clientFirstBare = `n=${user.replaceAll('=', '=3D').replaceAll(',', '=2C')},r=${nonce}`;
  }

  first(): string {
    return gs2Header + this.#clientFirstBare;
  }

  /** @throws SessionError when the challenge is not one for this exchange. */
  async final(challenge: string, password: string): Promise<string> {
    const { nonce, salt, iterations } = readChallenge(challenge);
    if (!nonce.startsWith(this.#nonce) || nonce === this.#nonce) {
      throw new SessionError("the server's SCRAM challenge is for another exchange");
    }
    const salted = await derive(
      password.normalize('NFKC'),
      salt,
      iterations,
      hashBytes[this.#hash],
      this.#hash,
    );
    const clientKey = this.#hmac(salted, 'Client Key');
    const storedKey = createHash(this.#hash).update(clientKey).digest();
    const withoutProof = `c=${Buffer.from(gs2Header).toString('base64')},r=${nonce}`;
    const signed = `${this.#clientFirstBare},${challenge},${withoutProof}`;
    this.#serverSignature = this.#hmac(this.#hmac(salted, 'Server Key'), signed);
    const signature = this.#hmac(storedKey, signed);
    const proof = clientKey.map((byte, index) => byte ^ (signature[index] ?? 0));
    return `${withoutProof},p=${Buffer.from(proof).toString('base64')}`;
  }

  /** Does the server know the password too? `success` is what came with its success. */
  isVerifiedBy(success: string): boolean {
    const given = Buffer.from(/^v=([^,]+)/.exec(success)?.[1] ?? '', 'base64');
    const wanted = this.#serverSignature;
    return wanted?.length === given.length && timingSafeEqual(wanted, given);
  }

  #hmac(key: Uint8Array, text: string): Buffer {
    return createHmac(this.#hash, key).update(text).digest();
  }
}

const gs2Header = 'n,,';
const hashBytes = { sha256: 32, sha1: 20 } as const;
const derive = promisify(pbkdf2);

function readChallenge(challenge: string): { nonce: string; salt: Buffer; iterations: number } {
  const { r, s, i } = /^r=(?<r>[^,]+),s=(?<s>[^,]+),i=(?<i>\d+)/.exec(challenge)?.groups ?? {};
  const iterations = Number(i);
  if (r === undefined || s === undefined || !(iterations > 0 && iterations <= maxIterations)) {
    throw new SessionError("the server's SCRAM challenge cannot be read");
  }
  return { nonce: r, salt: Buffer.from(s, 'base64'), iterations };
}
