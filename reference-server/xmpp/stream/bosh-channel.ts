import { childElements, type Element, type RootTag } from '#xml';
import { StreamError, streamErrorFor } from '../stream-error.ts';
import {
  type BoshTerms,
  bodyText,
  endText,
  errorText,
  isRestart,
  numberOf,
  rootOfBody,
  termsText,
} from './bosh-body.ts';
import { type BoshRequest, BoshRequests } from './bosh-requests.ts';
import type { Channel, ChannelListener } from './channel.ts';
import { Deadline } from './deadline.ts';
import type { StreamLimits } from './stream-limits.ts';

/** A session as it begins over HTTP. */
export interface BoshConnection {
  readonly encrypted: boolean;
  readonly terms: BoshTerms;
  /** The request that asks for the session. */
  readonly first: BoshRequest;
  /** A response is about to be written: what is to go into it is sent now. */
  readonly beforeResponse: () => void;
  /** Nothing of it is left, and no later request is answered by it. */
  readonly gone: () => void;
}

/**
 * A stream over HTTP: the client asks, and each answer has what there is to be said by then. All requests that are held are
 * from one place: a request from another one is not begun before they are answered, with nothing in them.
 *
 * Source: XEP-0124; XEP-0206.
 */
export class BoshChannel implements Channel {
  readonly encrypted: boolean;
  readonly #connection: BoshConnection;
  readonly #limits: StreamLimits;
  readonly #listener: ChannelListener;
  readonly #requests: BoshRequests;
  readonly #negotiation = new Deadline();
  /** Until the oldest request must be answered, or until the next one must come. */
  readonly #turn = new Deadline();
  #output: string[] = [];
  #outputLength = 0;
  /** The attributes of the first response, until it is written. */
  #terms = '';
  #root: RootTag | undefined;
  #awaitsOpen = true;
  #pauseSeconds: number | undefined;
  #scheduled = false;
  #ended = false;
  /** What whoever asks next is told: the session has ended. */
  #farewell: string | undefined;

  constructor(connection: BoshConnection, limits: StreamLimits, listener: ChannelListener) {
    const { first, terms } = connection;
    this.#connection = connection;
    this.encrypted = connection.encrypted;
    this.#limits = limits;
    this.#listener = listener;
    this.#requests = new BoshRequests(first, terms.hold + 1);
    this.#negotiation.set(limits.negotiationTimeoutMs, () => {
      this.close(new StreamError('connection-timeout'));
    });
    // Not at once: whoever makes the channel does not listen yet
    queueMicrotask(() => {
      this.receive(first);
    });
  }

  /** One more request for this session, in whichever order they come. */
  receive(request: BoshRequest): void {
    if (this.#ended) {
      request.answer(this.#farewell ?? endText('item-not-found'));
      if (this.#farewell !== undefined) this.#forget();
      return;
    }
    const ready = this.#requests.enter(request);
    if (ready === 'refused') {
      request.answer(endText('item-not-found'));
      this.#endWith(endText('item-not-found'), new Error('a request that the session did not expect'));
      return;
    }
    for (const one of ready) this.#begin(one);
    this.#arrange();
  }

  /** Something is to be said: a request that is held is answered at the end of this turn of the event loop. */
  wake(): void {
    if (this.#scheduled || this.#ended || this.#requests.held === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  openStream(domain: string): void {
    if (this.#root === undefined || this.#terms !== '') return;
    if (this.#requests.isFirst) this.#terms = termsText(this.#connection.terms, domain);
  }

  send(text: string): void {
    if (this.#ended) return;
    this.#output.push(text);
    this.#outputLength += text.length;
    if (this.#outputLength > this.#limits.maxUnread) {
      // Not at once: whoever is sending may be in the middle of something
      queueMicrotask(() => {
        this.close(new StreamError('resource-constraint'));
      });
    }
    this.wake();
  }

  /** There is none; whoever asks was refused before. */
  startTls(): void {
    throw new StreamError('unsupported-feature');
  }

  restart(): void {
    this.#awaitsOpen = true;
  }

  settle(): void {
    this.#negotiation.clear();
  }

  close(error?: StreamError): void {
    if (this.#ended) return;
    const texts = this.#takeOutput();
    this.#endWith(error === undefined ? endText(undefined, texts) : errorText(error, texts), error);
  }

  /** Its turn has come. What it asks of the session first, then what it carries. */
  #begin(request: BoshRequest): void {
    if (this.#ended) {
      request.answer(endText('item-not-found'));
      return;
    }
    if (this.#requests.isElsewhere(request)) this.#answerAll();
    const isRepeat = this.#requests.hold(request);
    request.begin();
    if (isRepeat || this.#hasEnded()) return;
    try {
      this.#read(request.body);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** What began before may have ended it. */
  #hasEnded(): boolean {
    return this.#ended;
  }

  #read(body: Element): void {
    this.#readPause(body);
    if (this.#root === undefined || isRestart(body)) this.#open(body);
    if (body.children.some((child) => typeof child === 'string' && child.trim() !== ''))
      throw new StreamError('bad-format', 'text between stanzas');
    for (const element of childElements(body)) {
      if (this.#hasEnded()) return;
      if (this.#awaitsOpen) throw new StreamError('bad-format', 'a stream begins with its opening');
      this.#listener.onElement(element);
    }
    if (body.attributes['type'] === 'terminate') this.close();
  }

  #readPause(body: Element): void {
    const pause = numberOf(body, 'pause');
    this.#pauseSeconds = undefined;
    if (pause === undefined) return;
    if (pause > this.#connection.terms.maxPause)
      throw new StreamError('policy-violation', 'too long a pause');
    this.#pauseSeconds = pause;
  }

  #open(body: Element): void {
    if (!this.#awaitsOpen) throw new StreamError('policy-violation', 'a new stream where none is due');
    const root = rootOfBody(body, this.#root);
    this.#root = root;
    this.#awaitsOpen = false;
    if (root.attributes['to'] === undefined) throw new StreamError('improper-addressing');
    this.#listener.onOpened(root);
  }

  /** As many requests as were agreed on are held, none during a pause; then the time starts for what is due next. */
  #arrange(): void {
    if (this.#ended) return;
    this.wake();
    const most = this.#pauseSeconds === undefined ? this.#connection.terms.hold : 0;
    while (!this.#hasEnded() && this.#requests.held > most) this.#answer();
    this.#startTurn();
  }

  #startTurn(): void {
    if (this.#ended) return;
    const { wait, inactivity } = this.#connection.terms;
    if (this.#requests.held > 0) {
      this.#turn.set(wait * 1000, () => {
        this.#answer();
        this.#startTurn();
      });
      return;
    }
    this.#turn.set(Math.max(this.#pauseSeconds ?? 0, inactivity) * 1000, () => {
      this.#endWith(undefined, new Error('the client asks no more'));
    });
  }

  #flush(): void {
    if (this.#ended) return;
    this.#requests.answerGone();
    if (this.#requests.held === 0) {
      this.#startTurn();
      return;
    }
    this.#connection.beforeResponse();
    if (this.#output.length === 0 || this.#hasEnded()) return;
    this.#write();
    this.#startTurn();
  }

  /** Answers the oldest request with all there is. */
  #answer(): void {
    this.#requests.answerGone();
    if (this.#requests.held === 0) return;
    this.#connection.beforeResponse();
    if (!this.#hasEnded()) this.#write();
  }

  #write(): void {
    const terms = this.#terms;
    this.#terms = '';
    this.#requests.answer(bodyText(this.#takeOutput(), terms));
  }

  /** Answers all requests with nothing in them. */
  #answerAll(): void {
    while (this.#requests.held > 0) this.#requests.answer(bodyText([]));
  }

  #takeOutput(): readonly string[] {
    const texts = this.#output;
    this.#output = [];
    this.#outputLength = 0;
    return texts;
  }

  #fail(error: unknown): void {
    const streamError = streamErrorFor(error);
    if (error instanceof Error && !(error instanceof StreamError)) streamError.cause = error;
    this.close(streamError);
  }

  /** Tells whoever waits, or whoever asks next; `farewell` is missing where nobody is to be told. */
  #endWith(farewell: string | undefined, reason?: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#negotiation.clear();
    this.#requests.answerGone();
    if (farewell === undefined) this.#forget();
    else if (this.#requests.held > 0) {
      this.#requests.answer(farewell);
      while (this.#requests.held > 0) this.#requests.answer(endText());
      this.#forget();
    } else {
      this.#farewell = farewell;
      this.#turn.set(this.#connection.terms.inactivity * 1000, () => {
        this.#forget();
      });
    }
    this.#listener.onClosed(reason);
  }

  #forget(): void {
    this.#farewell = undefined;
    this.#turn.clear();
    this.#requests.dismiss();
    this.#connection.gone();
  }
}
