import { maxInputBytes } from './mutate.ts';

/** What is being tried, in memory that the watching thread reads too: a thread that hangs or dies cannot say it any more. */
export class Trying {
  readonly memory: SharedArrayBuffer;
  readonly #head: Int32Array;
  readonly #bytes: Uint8Array;

  constructor(memory = new SharedArrayBuffer(headBytes + maxInputBytes)) {
    this.memory = memory;
    this.#head = new Int32Array(memory, 0, 3);
    this.#bytes = new Uint8Array(memory, headBytes);
  }

  /** Says that this input is next, for the decoder of that number. */
  begin(decoder: number, input: Uint8Array): void {
    this.#bytes.set(input.subarray(0, maxInputBytes));
    this.#head[1] = decoder;
    this.#head[2] = input.length;
    Atomics.add(this.#head, 0, 1);
  }

  /** How many inputs were begun. */
  get count(): number {
    return Atomics.load(this.#head, 0);
  }

  get decoder(): number {
    return this.#head[1] ?? 0;
  }

  get input(): Uint8Array {
    return this.#bytes.slice(0, this.#head[2]);
  }
}

const headBytes = 16;
