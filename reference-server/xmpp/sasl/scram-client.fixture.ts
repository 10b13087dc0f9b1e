import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/**
 * A SCRAM client for tests, written from RFC 5802 §3 and sharing nothing with the server's side, so that neither hides
 * the other's mistake.
 */
export class ScramClient {
  readonly #hash: 'sha1' | 'sha256';
  readonly #user: string;
  readonly #password: string;
  readonly #header: string;
  readonly #nonce = randomBytes(12).toString('hex');
  #signature = '';

  constructor(hash: 'sha1' | 'sha256', user: string, password: string, header = 'n,,') {
    this.#hash = hash;
    this.#user = user;
    this.#password = password;
    this.#header = header;
  }

  first(): string {
    return `${this.#header}n=${this.#user},r=${this.#nonce}`;
  }

  final(serverFirst: string): string {
    const [, nonce = '', salt = '', iterations = ''] =
      /^r=([^,]+),s=([^,]+),i=(\d+)$/.exec(serverFirst) ?? [];
    const hmac = (key: Buffer, text: string) => createHmac(this.#hash, key).update(text).digest();
    const length = this.#hash === 'sha1' ? 20 : 32;
    const salted = pbkdf2Sync(
      this.#password,
      Buffer.from(salt, 'base64'),
      Number(iterations),
      length,
      this.#hash,
    );
    const clientKey = hmac(salted, 'Client Key');
    const storedKey = createHash(this.#hash).update(clientKey).digest();
    const withoutProof = `c=${Buffer.from(this.#header).toString('base64')},r=${nonce}`;
    const authMessage = `n=${this.#user},r=${this.#nonce},${serverFirst},${withoutProof}`;
    const clientSignature = hmac(storedKey, authMessage);
    const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (clientSignature[index] ?? 0)));
    this.#signature = hmac(hmac(salted, 'Server Key'), authMessage).toString('base64');
    return `${withoutProof},p=${proof.toString('base64')}`;
  }

  /** Did the server prove that it knows the password too? */
  isServerProved(serverFinal: string): boolean {
    return serverFinal === `v=${this.#signature}`;
  }
}
