import { Deadline } from '../stream/deadline.ts';
import { countAnswer, countRequest } from '../stream/management.ts';
import type { TcpChannel } from '../stream/tcp-channel.ts';
import { Unacknowledged, type UnacknowledgedBounds } from '../stream/unacknowledged.ts';
import { StreamError } from '../stream-error.ts';
import type { Outgoing } from './outgoing.ts';
import type { PeerLimits } from './peer-options.ts';

export type SendingChannel = Pick<TcpChannel, 'send' | 'close' | 'unsent'>;
export type SendingLimits = Pick<PeerLimits, 'acknowledgeTimeoutMs' | 'recentMs'>;

/** A peer has many users; what it owes is bounded by how long it may owe it, too. */
const ofOnePeer: UnacknowledgedBounds = { maxItems: 50_000, maxSize: 33_554_432 };

/**
 * What goes out on one stream, and what became of it. Where the peer counts (XEP-0198), what it has not counted when the stream
 * ends is lost. Where it does not, that is what was written shortly before the stream broke.
 */
export class Sending {
  readonly #channel: SendingChannel;
  readonly #limits: SendingLimits;
  readonly #unacknowledged = new Unacknowledged<Outgoing>(ofOnePeer);
  readonly #acknowledgement = new Deadline();
  readonly #aging = new Deadline();
  #recent: { readonly outgoing: Outgoing; readonly at: number }[] = [];
  #isCounted = false;
  #isAsked = false;
  #isAging = false;
  #ended = false;

  constructor(channel: SendingChannel, limits: SendingLimits) {
    this.#channel = channel;
    this.#limits = limits;
  }

  /** Nothing is under way of which nobody knows whether it arrived. */
  get isSettled(): boolean {
    return this.#unacknowledged.isEmpty && this.#recent.length === 0;
  }

  /** Stanzas that came in. */
  get handled(): number {
    return this.#unacknowledged.handled;
  }

  /** From here on the peer counts, and so do we. Gives whether that is new. */
  countFromNow(): boolean {
    const isNew = !this.#isCounted;
    this.#isCounted = true;
    return isNew;
  }

  countReceived(): void {
    if (this.#isCounted) this.#unacknowledged.countReceived();
  }

  /** Writes it, if it may still go. */
  carry(outgoing: Outgoing): void {
    if (this.#ended) {
      queueMicrotask(() => {
        outgoing.failed('lost');
      });
      return;
    }
    const text = outgoing.write();
    if (text === undefined) return;
    this.#channel.send(text);
    if (this.#isCounted) this.#awaitCount(outgoing, text.length);
    else this.#remember(outgoing);
  }

  /** The peer has so many. @throws StreamError */
  acknowledge(h: number): void {
    this.#isAsked = false;
    this.#acknowledgement.clear();
    this.#unacknowledged.acknowledge(h);
    if (!this.#unacknowledged.isEmpty) this.#ask();
  }

  answerCount(): void {
    this.#channel.send(countAnswer(this.#unacknowledged.handled));
  }

  /** The stream has ended. `isBroken`: not in good order. */
  end(isBroken: boolean): void {
    this.#ended = true;
    this.#acknowledgement.clear();
    this.#aging.clear();
    const recent = isBroken ? this.#recent.map(({ outgoing }) => outgoing) : [];
    this.#recent = [];
    for (const outgoing of [...recent, ...this.#unacknowledged.takeAll()]) outgoing.failed('lost');
  }

  #awaitCount(outgoing: Outgoing, size: number): void {
    if (this.#unacknowledged.add(outgoing, size)) {
      // Not at once: whoever is sending may be in the middle of something
      queueMicrotask(() => {
        this.#channel.close(new StreamError('resource-constraint'));
      });
    }
    if (!this.#isAsked) this.#ask();
  }

  #ask(): void {
    this.#isAsked = true;
    this.#channel.send(countRequest);
    this.#acknowledgement.set(this.#limits.acknowledgeTimeoutMs, () => {
      this.#channel.close(new StreamError('connection-timeout'));
    });
  }

  #remember(outgoing: Outgoing): void {
    this.#recent.push({ outgoing, at: performance.now() });
    if (!this.#isAging) this.#age();
  }

  /** Forgets what is old, once the peer's connection has taken all that was sent. */
  #age(): void {
    this.#isAging = true;
    this.#aging.set(this.#limits.recentMs, () => {
      this.#isAging = false;
      const since = performance.now() - this.#limits.recentMs;
      if (this.#channel.unsent === 0) this.#recent = this.#recent.filter(({ at }) => at > since);
      if (this.#recent.length > 0) this.#age();
    });
  }
}
