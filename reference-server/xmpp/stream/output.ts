/** What an output writes to: a socket, or a stand-in. */
export interface Sink {
  readonly writable: boolean;
  /** Characters or bytes that were written and that the peer has not yet taken. */
  readonly writableLength: number;
  write(text: string): boolean;
}

/** Outputs that were given something in this turn of the event loop. */
let waiting: Output[] = [];

/**
 * What is to be sent to one peer. Everything that is sent in one turn of the event loop goes out in one write, which
 * is worth more to throughput than anything else that a server does.
 *
 * A peer that does not read is not waited for: past `maxLength` `overflow` is called, once, and nothing more is kept.
 */
export class Output {
  readonly #maxLength: number;
  readonly #overflow: () => void;
  #sink: Sink;
  #pending = '';
  #overflowed = false;

  constructor(sink: Sink, maxLength: number, overflow: () => void) {
    this.#sink = sink;
    this.#maxLength = maxLength;
    this.#overflow = overflow;
  }

  /** What was sent and not yet taken, in characters or bytes. */
  get length(): number {
    return this.#pending.length + this.#sink.writableLength;
  }

  send(text: string): void {
    if (this.#overflowed) return;
    if (this.#pending === '') whenTurnEnds(this);
    this.#pending += text;
    // Tested here and not at the end of the turn: one turn can bring much for one peer
    if (this.#pending.length + this.#sink.writableLength > this.#maxLength) this.#giveUp();
  }

  /** Writes what is pending now, and not at the end of the turn. */
  flush(): void {
    const text = this.#pending;
    this.#pending = '';
    if (text !== '' && this.#sink.writable) this.#sink.write(text);
  }

  /** Everything from now on goes to another sink; what was pending went to the first. */
  moveTo(sink: Sink): void {
    this.flush();
    this.#sink = sink;
  }

  #giveUp(): void {
    this.#overflowed = true;
    this.#pending = '';
    this.#overflow();
  }
}

function whenTurnEnds(output: Output): void {
  if (waiting.length === 0) setImmediate(flushAll);
  waiting.push(output);
}

function flushAll(): void {
  const outputs = waiting;
  waiting = [];
  for (const output of outputs) output.flush();
}
