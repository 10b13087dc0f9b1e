import type { Latencies } from './latencies.ts';
import type { Client } from './log-in.ts';
import { MessageCounter } from './message-counter.ts';
import { checkSample } from './sample.ts';
import type { Stanzas } from './stanzas.ts';

/**
 * A sender and a recipient: `window` messages are on their way at any time, and as many as arrive are sent anew in one
 * write. Order is kept between two sessions (RFC 6120 §10.1), so the oldest that was sent is the next to arrive.
 */
export class Pair {
  readonly #sender: Client;
  readonly #stanzas: Stanzas;
  readonly #latencies: Latencies;
  readonly #counter = new MessageCounter();
  /** When each message on its way was sent, in milliseconds; used round and round. */
  readonly #sentAt: Float64Array;
  #sent = 0;
  #arrived = 0;
  #goesOn = true;
  #measures = false;
  /** What arrives, where it is kept. */
  #kept: Buffer[] | undefined;
  #allArrived: () => void = () => undefined;

  constructor(sender: Client, recipient: Client, stanzas: Stanzas, latencies: Latencies, window: number) {
    this.#sender = sender;
    this.#stanzas = stanzas;
    this.#latencies = latencies;
    this.#sentAt = new Float64Array(window);
    recipient.socket.on('data', (bytes: Buffer) => {
      this.#received(bytes);
    });
    sender.socket.on('data', (bytes: Buffer) => {
      throw new Error(`the server did not take a message: ${bytes.toString()}`);
    });
  }

  /** Messages that arrived. */
  get arrived(): number {
    return this.#arrived;
  }

  start(): void {
    this.#send(this.#sentAt.length);
  }

  /** From now on latencies count. */
  measure(): void {
    this.#measures = true;
  }

  /** Sends no more; done when all that was sent has arrived. */
  async finish(): Promise<void> {
    this.#goesOn = false;
    this.#measures = false;
    if (this.#arrived === this.#sent) return;
    await new Promise<void>((resolve) => {
      this.#allArrived = resolve;
    });
  }

  /** Sends one window more, keeps what arrives, and reads it. Gives how many were found whole. */
  async sample(): Promise<number> {
    const { length } = this.#sentAt;
    const { messages } = this.#stanzas;
    const sent = Array.from({ length }, (_, index) => messages[(this.#sent + index) % messages.length]);
    const kept: Buffer[] = [];
    this.#kept = kept;
    this.#send(length);
    await this.finish();
    checkSample(
      Buffer.concat(kept),
      sent.filter((message) => message !== undefined),
      this.#sender.jid,
    );
    return length;
  }

  #send(count: number): void {
    const { bytes, stanzaBytes, messages } = this.#stanzas;
    const from = (this.#sent % messages.length) * stanzaBytes;
    this.#sender.socket.write(bytes.subarray(from, from + count * stanzaBytes));
    const now = performance.now();
    for (let left = count; left > 0; left -= 1) this.#sentAt[this.#sent++ % this.#sentAt.length] = now;
  }

  #received(bytes: Buffer): void {
    this.#kept?.push(Buffer.from(bytes));
    const count = this.#counter.count(bytes);
    if (count === 0) return;
    if (this.#measures) this.#time(count);
    this.#arrived += count;
    if (this.#goesOn) this.#send(count);
    else if (this.#arrived === this.#sent) this.#allArrived();
  }

  #time(count: number): void {
    const now = performance.now();
    const { length } = this.#sentAt;
    for (let index = this.#arrived; index < this.#arrived + count; index += 1)
      this.#latencies.add(now - (this.#sentAt[index % length] ?? now));
  }
}
