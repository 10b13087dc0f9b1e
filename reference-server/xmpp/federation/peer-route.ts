import { Deadline } from '../stream/deadline.ts';
import type { StreamError } from '../stream-error.ts';
import type { DomainPair, Outgoing, PeerFailure } from './outgoing.ts';
import { type Carrier, OutgoingStream } from './outgoing-stream.ts';
import { type PeerContext, told } from './peer-context.ts';
import { type Attempt, reachPeer } from './reach-peer.ts';

/**
 * What is to go from one of our domains to one of a peer's: a stream, or what waits for one. A stream is set up when there is
 * something to send; after one could not be, nothing is tried for a moment, and what comes meanwhile waits.
 */
export class PeerRoute {
  readonly #pair: DomainPair;
  readonly #context: PeerContext;
  readonly #onEmpty: () => void;
  readonly #stopped = new AbortController();
  readonly #backOff = new Deadline();
  /** Streams of the peer's that take stanzas for this pair (XEP-0288). */
  readonly #offered = new Set<Carrier>();
  #own: OutgoingStream | undefined;
  #waiting: Outgoing[] = [];
  #size = 0;
  /** A stream is being set up, or none may be for a moment. */
  #state: 'ready' | 'setting-up' | 'backing-off' = 'ready';

  /** `onEmpty`: there is nothing left to remember. */
  constructor(pair: DomainPair, context: PeerContext, onEmpty: () => void) {
    this.#pair = pair;
    this.#context = context;
    this.#onEmpty = onEmpty;
  }

  send(outgoing: Outgoing): void {
    const carrier = this.#carrier();
    if (carrier !== undefined) this.#carry(carrier, outgoing);
    else this.#wait(outgoing);
  }

  offer(carrier: Carrier): void {
    this.#offered.add(carrier);
    if (this.#state !== 'setting-up') this.#flush();
  }

  withdraw(carrier: Carrier): void {
    this.#offered.delete(carrier);
    this.#forgetIfEmpty();
  }

  /** Ends its stream, with an error or in good order, and fails what waits. It is not used again. */
  stop(error?: StreamError): void {
    this.#own?.close(error);
    this.#stopped.abort();
    this.#backOff.clear();
    this.#failAll('stopped');
  }

  #carrier(): Carrier | undefined {
    if (this.#own !== undefined) return this.#own;
    // What comes stays behind what waits
    if (this.#waiting.length > 0) return undefined;
    for (const carrier of this.#offered) return carrier;
    return undefined;
  }

  #carry(carrier: Carrier, outgoing: Outgoing): void {
    told(this.#context, () => {
      carrier.carry(outgoing);
    });
  }

  #wait(outgoing: Outgoing): void {
    const { maxQueued, maxQueuedSize } = this.#context.limits;
    const isFull =
      this.#waiting.length >= maxQueued ||
      (this.#waiting.length > 0 && this.#size + outgoing.size > maxQueuedSize);
    if (isFull) {
      queueMicrotask(() => {
        outgoing.failed('full');
      });
      return;
    }
    this.#waiting.push(outgoing);
    this.#size += outgoing.size;
    if (this.#state === 'ready') this.#setUp();
  }

  #setUp(): void {
    this.#state = 'setting-up';
    reachPeer(this.#pair.to, this.#context, this.#stopped.signal, (socket) => this.#open(socket)).then(
      (outcome) => {
        if ('made' in outcome) this.#state = 'ready';
        else this.#fail(outcome.why, outcome.reason);
      },
      (mistake: unknown) => {
        this.#context.listener.report(mistake);
        this.#fail('unreachable', mistake);
      },
    );
  }

  #open(socket: ConstructorParameters<typeof OutgoingStream>[0]): Promise<Attempt<true>> {
    return new Promise((resolve) => {
      const stream = new OutgoingStream(socket, this.#pair, this.#context, {
        onReady: () => {
          this.#own = stream;
          this.#flush();
          resolve({ made: true });
        },
        onClosed: (why, reason) => {
          signal.removeEventListener('abort', stop);
          if (this.#own === stream) this.#own = undefined;
          resolve({ why, reason, isAnswered: stream.isAnswered });
          this.#forgetIfEmpty();
        },
      });
      const { signal } = this.#stopped;
      const stop = (): void => {
        stream.close();
      };
      signal.addEventListener('abort', stop);
    });
  }

  #flush(): void {
    const waiting = this.#takeAll();
    const carrier = this.#carrier();
    for (const outgoing of waiting) {
      if (carrier === undefined) this.#wait(outgoing);
      else this.#carry(carrier, outgoing);
    }
  }

  #fail(why: PeerFailure, reason: unknown): void {
    if (this.#stopped.signal.aborted) return;
    const text = reason instanceof Error ? reason.message : String(reason);
    this.#context.listener.notice?.(
      `no stream from ${this.#pair.from} to ${this.#pair.to}: ${asNotice(text)}`,
    );
    this.#state = 'backing-off';
    if (this.#offered.size > 0) this.#flush();
    else this.#failAll(why);
    this.#backOff.set(this.#context.limits.backOffMs, () => {
      this.#state = 'ready';
      if (this.#waiting.length > 0) this.#setUp();
      else this.#forgetIfEmpty();
    });
  }

  #failAll(why: PeerFailure): void {
    for (const outgoing of this.#takeAll())
      told(this.#context, () => {
        outgoing.failed(why);
      });
  }

  #takeAll(): Outgoing[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#size = 0;
    return waiting;
  }

  #forgetIfEmpty(): void {
    const isUsed = this.#own !== undefined || this.#state !== 'ready' || this.#offered.size > 0;
    if (!isUsed && this.#waiting.length === 0) this.#onEmpty();
  }
}

/** Some of it may be the peer's own words: in a log they are part of one line, and not long. */
function asNotice(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, maxNoticeLength);
}

/** Characters of why there is no stream. */
const maxNoticeLength = 200;
