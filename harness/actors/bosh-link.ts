import { childElements, type Element, escapeAttribute, serialize } from '#xml';
import { type Arrival, SessionError } from './actor.ts';
import type { BoshRequests } from './bosh-requests.ts';
import type { StreamListener } from './dialogue.ts';
import { ns } from './namespaces.ts';

/** What the stream asks for when it opens. */
export interface BoshOpening {
  readonly domain: string;
  readonly lang: string | undefined;
}

/** Longest that the server is asked to hold a request, in seconds. */
const wait = 60;

/**
 * A stream over HTTP: first a dialogue, then a listener that is told all that arrives. Once it has a listener the server is
 * always given a request that it can answer, except in a pause.
 *
 * Source: XEP-0124; XEP-0206.
 */
export class BoshLink {
  readonly #requests: BoshRequests;
  readonly #opening: BoshOpening;
  readonly #lost = new AbortController();
  #rid = 1 + Math.floor(Math.random() * 1_000_000);
  #sid = '';
  #maxPause = 0;
  #most = 1;
  #underway = 0;
  #unsent: string[] = [];
  #arrived: Arrival[] = [];
  /** Responses that came before an earlier one. */
  readonly #early = new Map<number, Element>();
  #nextResponse = 0;
  #listener: StreamListener | undefined;
  #failure: SessionError | undefined;
  #pausing = false;
  #wake: () => void = () => undefined;

  /** `signal` ends the waits of the dialogue. */
  constructor(requests: BoshRequests, opening: BoshOpening, signal: AbortSignal) {
    this.#requests = requests;
    this.#opening = opening;
    signal.addEventListener('abort', () => {
      if (this.#listener === undefined) this.abandon('the server did not answer in time');
    });
  }

  /** Opens the stream, or opens it anew, and gives the server's features. @throws SessionError */
  async open(): Promise<Element> {
    const { domain, lang } = this.#opening;
    const names = ` to='${escapeAttribute(domain)}'${lang === undefined ? '' : ` xml:lang='${lang}'`}`;
    if (this.#sid !== '') return this.#converse(`${names} xmpp:restart='true'`, '');
    const terms = ` content='text/xml; charset=utf-8' ver='1.6' wait='${wait}' hold='1' xmpp:version='1.0'`;
    return this.#converse(names + terms, '');
  }

  /** Says something and gives the element that comes next. @throws SessionError */
  ask(text: string): Promise<Element> {
    return this.#converse('', text);
  }

  /** The dialogue is over: all that arrives is `listener`'s. */
  handOver(listener: StreamListener): void {
    this.#listener = listener;
    for (const arrival of this.#arrived.splice(0)) listener.arrived(arrival);
    if (this.#failure) listener.ended(this.#failure.message);
    this.#pump();
  }

  send(text: string): void {
    this.#unsent.push(text);
    this.#pump();
  }

  /** No request is left at the server when this is done, and none is made. @throws Error where the server knows no pause, SessionError where it ended the session */
  async pause(): Promise<void> {
    if (this.#maxPause === 0) throw new Error('the server lets no session over HTTP pause');
    this.#pausing = true;
    while (this.#underway >= this.#most && !this.#failure) await this.#next();
    this.#post(` pause='${this.#maxPause}'`);
    while (this.#underway > 0 && !this.#failure) await this.#next();
    if (this.#failure) throw this.#failure;
  }

  /** Requests come from there from now on, and a pause ends. */
  moveTo(address: string): void {
    this.#requests.comeFrom(address);
    this.#pausing = false;
    // Not to be held where it was: the server answers that when this one comes
    if (!this.#failure && this.#underway < this.#most) this.#post();
  }

  /** Asks the server to end the session; done when it has, or `abandon` was called. */
  async terminate(): Promise<void> {
    this.#pausing = false;
    while (this.#underway >= this.#most && !this.#failure) await this.#next();
    if (!this.#failure) this.#post(` type='terminate'`);
    while (!this.#failure) await this.#next();
  }

  /** Nothing more is waited for. */
  abandon(reason: string): void {
    this.#fail(reason);
    this.#lost.abort();
    this.#requests.end();
  }

  async #converse(attributes: string, text: string): Promise<Element> {
    this.#post(attributes, text);
    for (;;) {
      const next = this.#arrived.shift();
      if (next) return next.element;
      if (this.#failure) throw this.#failure;
      if (this.#underway === 0) this.#post();
      await this.#next();
    }
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #pump(): void {
    if (this.#listener === undefined || this.#pausing || this.#failure) return;
    if (this.#underway >= this.#most || (this.#underway > 0 && this.#unsent.length === 0)) return;
    this.#post('', this.#unsent.splice(0).map(standingAlone).join(''));
  }

  #post(attributes = '', text = ''): void {
    const rid = this.#rid;
    if (this.#sid === '') this.#nextResponse = rid;
    const sid = this.#sid === '' ? '' : ` sid='${escapeAttribute(this.#sid)}'`;
    const head = `<body xmlns='${ns.httpBind}' xmlns:xmpp='${ns.xmppBosh}' rid='${rid}'${sid}${attributes}`;
    this.#rid += 1;
    this.#underway += 1;
    this.#requests.post(`${head}>${standingAlone(text)}</body>`, this.#lost.signal).then(
      (body) => {
        this.#answered(rid, body);
      },
      (error: unknown) => {
        this.#underway -= 1;
        this.#fail(error instanceof Error ? error.message : String(error));
      },
    );
  }

  /** Responses count in the order of their requests. */
  #answered(rid: number, body: Element): void {
    this.#underway -= 1;
    this.#early.set(rid, body);
    for (;;) {
      const next = this.#early.get(this.#nextResponse);
      if (next === undefined) break;
      this.#early.delete(this.#nextResponse);
      this.#nextResponse += 1;
      this.#read(next);
    }
    this.#pump();
    this.#wake();
  }

  #read(body: Element): void {
    const { sid, maxpause, requests, type, condition } = body.attributes;
    if (this.#sid === '' && sid !== undefined) {
      this.#sid = sid;
      this.#maxPause = Number(maxpause ?? 0);
      this.#most = Math.max(1, Math.min(2, Number(requests ?? 1)));
    }
    for (const element of childElements(body)) {
      const arrival = { element, text: serialize(element, '') };
      if (this.#listener) this.#listener.arrived(arrival);
      else this.#arrived.push(arrival);
    }
    if (type === 'terminate')
      this.#fail(`the server ended the session${condition === undefined ? '' : `: ${condition}`}`);
  }

  #fail(reason: string): void {
    if (this.#failure) return;
    this.#failure = new SessionError(reason);
    this.#listener?.ended(reason);
    this.#wake();
  }
}

/** A stanza in a wrapper names its namespace. Source: XEP-0206. */
function standingAlone(text: string): string {
  return text.replace(/^<(message|presence|iq)(?=[\s/>])(?![^>]*\sxmlns=)/, `$& xmlns='${ns.client}'`);
}
