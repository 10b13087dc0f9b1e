import { type Origin, Outstanding, type Rules } from '../enforcement/index.ts';
import type { Session } from '../services/index.ts';
import { type BoundClient, type ClientStream, type Jid, type Stanza, StreamError } from '../xmpp/index.ts';
import type { Management, Sent } from './management/management.ts';
import type { Unsent } from './unsent.ts';

/** A bound session on its stream; one whose stream is managed outlives the loss of it for a while. */
export class ClientSession implements Session {
  readonly jid: Jid;
  readonly lang: string | undefined;
  /** It is one of ours. */
  readonly peer = undefined;
  origin: Origin;
  presence: Stanza | undefined;
  priority = 0;
  interested = false;
  wantsCopies = false;
  readonly directed = new Map<string, Jid>();
  /** What it was sent and may answer. */
  readonly outstanding = new Outstanding();
  /** Stored messages up to this id stay, under these rules: they are not looked at again for it. */
  withheld: { readonly rules: Rules; readonly upTo: number } | undefined;
  /** Once its client enabled it: what it was sent and has not acknowledged. */
  management: Management | undefined;
  /** Where its client has to ask for what it gets: what waits for that. */
  unsent: Unsent<Sent> | undefined;
  #stream: ClientStream | undefined;
  /** Without a stream: what ends it, now or when its time is up. */
  #lost: { readonly end: () => void; readonly timer: NodeJS.Timeout } | undefined;

  constructor({ jid, lang }: BoundClient, origin: Origin, stream: ClientStream) {
    this.jid = jid;
    this.lang = lang;
    this.origin = origin;
    this.#stream = stream;
  }

  /** For deliver.ts alone: the one place where a stanza leaves. */
  send(text: string): void {
    this.#stream?.send(text);
  }

  isOn(stream: ClientStream): boolean {
    return this.#stream === stream;
  }

  /** Its connection is gone: unless it gets another in this time, it ends. */
  lose(seconds: number, end: () => void): void {
    this.#stream = undefined;
    this.#lost = { end, timer: setTimeout(end, seconds * 1000).unref() };
  }

  /** It goes on here. A stream that it still has ends without it. */
  moveTo(stream: ClientStream): void {
    clearTimeout(this.#lost?.timer);
    this.#lost = undefined;
    const before = this.#stream;
    this.#stream = stream;
    before?.close(new StreamError('conflict'));
  }

  close(...error: Parameters<ClientStream['close']>): void {
    const lost = this.#lost;
    this.#lost = undefined;
    clearTimeout(lost?.timer);
    lost?.end();
    this.#stream?.close(...error);
  }
}
