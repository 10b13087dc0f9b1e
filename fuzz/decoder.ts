/** Something that reads what strangers send. */
export interface Decoder {
  readonly name: string;
  /** What mutations begin with. Not empty. */
  readonly seeds: readonly Uint8Array[];
  /**
   * Reads the input, writes what it says and reads that again, and decides on it. Input that the decoder refuses gives the
   * refusal's code; anything else that is wrong is thrown.
   */
  readonly examine: (input: Uint8Array) => string;
}

/** A decoder, or what decides on what it read, did not keep its word. */
export class BrokenPromise extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BrokenPromise';
  }
}

/** @throws BrokenPromise */
export function promise(kept: boolean, message: string): void {
  if (!kept) throw new BrokenPromise(message);
}

/** `examine` of a decoder that refuses with these errors and no others: their message without what it quotes says which. */
export function refusing(
  errors: readonly (abstract new (...parameters: never[]) => Error)[],
  examine: (input: Uint8Array) => string,
): (input: Uint8Array) => string {
  return (input) => {
    try {
      return examine(input);
    } catch (error) {
      if (error instanceof Error && errors.some((kind) => error instanceof kind)) {
        return `${error.name} ${withoutQuotes(error.message)}`;
      }
      throw error;
    }
  };
}

function withoutQuotes(message: string): string {
  return message
    .replace(/`".*"`/s, '')
    .replace(/`[^`]*`/g, '')
    .replace(/U\+[0-9A-F]+|\d+/g, '0')
    .slice(0, 80);
}
