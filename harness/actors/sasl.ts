import { Scram, type ScramMechanism } from './scram.ts';

/**
 * SCRAM in the form that @xmpp/client asks of a mechanism: a class whose instances are one exchange each.
 *
 * Its own is SHA-1 only, and in plain JavaScript: half a second of CPU for each login. `started` is given each exchange,
 * to verify the server with at its end, which the library leaves out.
 */
export function scramMechanism(
  mechanism: ScramMechanism,
  user: string,
  started: (scram: Scram) => void,
): new () => SaslMechanism {
  return class {
    readonly name = mechanism;
    readonly clientFirst = true;
    readonly #scram = new Scram(mechanism, user);
    #challenge: string | undefined;

    async response({ password }: { readonly password: string }): Promise<string> {
      started(this.#scram);
      if (this.#challenge === undefined) return toBytes(this.#scram.first());
      return toBytes(await this.#scram.final(this.#challenge, password));
    }

    challenge(text: string): void {
      this.#challenge = fromBytes(text);
    }
  };
}

/** The library's base64 is of strings that hold a byte in each character. */
export function toBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** See `toBytes`. */
export function fromBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString();
}
