/** Most that waits for a client's next request, in characters; as much as a client may leave unread. */
const maxUnsent = 8_388_608;

/** What a session is told of what waits for its client. */
export interface UnsentListener {
  /** There is something. */
  waits(): void;
  /** It goes out, into the response that is about to be written. */
  goes(text: string): void;
  /** It is more than may wait. Told once. */
  overflows(): void;
}

/** What a session over HTTP is to be sent, once its client asks: judged for where the client is now. */
export class Unsent<Sent> {
  readonly #listener: UnsentListener;
  #waiting: { readonly sent: Sent; readonly text: string }[] = [];
  #length = 0;

  constructor(listener: UnsentListener) {
    this.#listener = listener;
  }

  add(sent: Sent, text: string): void {
    this.#waiting.push({ sent, text });
    const wasOver = this.#length > maxUnsent;
    this.#length += text.length;
    this.#listener.waits();
    // Not at once: whoever is sending may be in the middle of something
    if (!wasOver && this.#length > maxUnsent)
      queueMicrotask(() => {
        this.#listener.overflows();
      });
  }

  send(): void {
    for (const { text } of this.#take()) this.#listener.goes(text);
  }

  /** Nothing of it is sent. */
  takeBack(): readonly Sent[] {
    return this.#take().map(({ sent }) => sent);
  }

  #take(): readonly { readonly sent: Sent; readonly text: string }[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#length = 0;
    return waiting;
  }
}
