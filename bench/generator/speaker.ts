import type { Latencies } from './latencies.ts';
import type { Stanzas } from './stanzas.ts';

/**
 * One occupant speaks: `window` messages are on their way at any time, and one is sent when as many copies have come as of all
 * before it and its own.
 */
export class Speaker {
  readonly #write: (bytes: Buffer) => void;
  readonly #stanzas: Stanzas;
  readonly #latencies: Latencies;
  readonly #copies: number;
  /** When each message on its way was sent, in milliseconds; used round and round. */
  readonly #sentAt: Float64Array;
  #sent = 0;
  #arrived = 0;
  #goesOn = true;
  #measures = false;
  #allArrived: () => void = () => undefined;

  /** `copies`: of each message. */
  constructor(
    write: (bytes: Buffer) => void,
    stanzas: Stanzas,
    latencies: Latencies,
    { copies, window }: { readonly copies: number; readonly window: number },
  ) {
    this.#write = write;
    this.#stanzas = stanzas;
    this.#latencies = latencies;
    this.#copies = copies;
    this.#sentAt = new Float64Array(window);
  }

  get sent(): number {
    return this.#sent;
  }

  /** Copies that arrived. */
  get arrived(): number {
    return this.#arrived;
  }

  start(): void {
    for (let left = this.#sentAt.length; left > 0; left -= 1) this.#send();
  }

  /** From now on latencies count. */
  measure(): void {
    this.#measures = true;
  }

  note(count: number): void {
    const before = Math.floor(this.#arrived / this.#copies);
    this.#arrived += count;
    const done = Math.floor(this.#arrived / this.#copies);
    for (let number = before; number < done; number += 1) this.#finished(number);
    if (!this.#goesOn && done === this.#sent) this.#allArrived();
  }

  /** Says nothing more; done when all that was said has arrived everywhere. */
  async finish(): Promise<void> {
    this.#goesOn = false;
    this.#measures = false;
    if (this.#arrived === this.#sent * this.#copies) return;
    await new Promise<void>((resolve) => {
      this.#allArrived = resolve;
    });
  }

  /** One message more, and nothing after it. Gives its text. */
  async say(): Promise<{ readonly body: string; readonly ess: string | undefined }> {
    const { messages } = this.#stanzas;
    const message = messages[this.#sent % messages.length];
    if (message === undefined) throw new Error('there are no messages');
    this.#send();
    await this.finish();
    return message;
  }

  #send(): void {
    const { bytes, stanzaBytes, messages } = this.#stanzas;
    const from = (this.#sent % messages.length) * stanzaBytes;
    this.#sentAt[this.#sent % this.#sentAt.length] = performance.now();
    this.#sent += 1;
    this.#write(bytes.subarray(from, from + stanzaBytes));
  }

  #finished(number: number): void {
    const sentAt = this.#sentAt[number % this.#sentAt.length] ?? 0;
    if (this.#measures) this.#latencies.add(performance.now() - sentAt);
    if (this.#goesOn) this.#send();
  }
}
