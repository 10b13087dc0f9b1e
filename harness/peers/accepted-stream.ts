import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { type Element, escapeAttribute, type RootTag, textOf } from '#xml';
import { dialbackKey } from './dialback.ts';
import { type Identity, Link } from './link.ts';
import { ns } from './namespaces.ts';
import type { Setting } from './settings.ts';
import { type DomainPair, headerText } from './texts.ts';
import type { WireObserver } from './wire-log.ts';

/** What a stream that the server under test opens needs to know, and who is told of it. */
export interface AcceptedListener {
  /** Is it a domain that the harness plays? */
  isOurs(domain: string): boolean;
  settingOf(domain: string): Setting;
  identityFor(domain: string): Promise<Identity>;
  /** Settles when a domain is no longer held. */
  released(domain: string): Promise<void>;
  /** Is the key that the server under test sent for this pair its own? Asks its server. */
  verify(pair: DomainPair, streamId: string, key: string): Promise<boolean>;
  /** The first header has come, and says for whom. */
  began(pair: DomainPair): void;
  /** It may send for this pair from now on. */
  authenticated(pair: DomainPair, by: 'external' | 'dialback'): void;
  /** It asked for both directions on this stream. */
  bidirectional(pair: DomainPair, write: (text: string) => void): void;
  stanza(element: Element, text: string): void;
  failed(condition: string, text: string): void;
  closed(reason: string): void;
}

/**
 * A stream that the server under test has opened to a domain of the harness, which lets it in whoever it says it is, once it has
 * shown it in one of the ways there are: to check that is not what is tested here.
 *
 * Source: RFC 6120 §4, §5; XEP-0178 §3; XEP-0220 §2; XEP-0288 §2.
 */
export class AcceptedStream {
  readonly #listener: AcceptedListener;
  readonly #link: Link;
  readonly #pairs = new Set<string>();
  #pair: DomainPair | undefined;
  #id = '';
  #isSecure = false;
  #isBelieved = false;
  #isAuthenticated = false;
  /** Stanzas that came since the other side wanted them counted; `undefined`: it has not. */
  #counted: number | undefined;

  constructor(socket: Socket, observer: WireObserver, listener: AcceptedListener) {
    this.#listener = listener;
    this.#link = new Link(socket, observer, {
      header: (root) => {
        void this.#begin(root);
      },
      element: (element, text) => {
        void this.#take(element, text);
      },
      ended: () => {
        void this.#link.close();
      },
      closed: (reason) => {
        listener.closed(reason);
      },
      peerOf: (what) => this.#peerOf(what),
    });
  }

  get link(): Link {
    return this.#link;
  }

  #peerOf(what?: Pick<Element, 'attributes'>): string {
    const to = what?.attributes['to'] ?? '';
    const domain = to.replace(/\/.*$/s, '').replace(/^.*@/s, '').toLowerCase();
    if (this.#pairs.has(domain) || (this.#pair === undefined && this.#listener.isOurs(domain))) return domain;
    return this.#pair?.to ?? '';
  }

  async #begin({ attributes }: RootTag): Promise<void> {
    const { from = '', to = '' } = attributes;
    const pair = this.#pair ?? { from: from.toLowerCase(), to: to.toLowerCase() };
    const isFirst = this.#pair === undefined;
    this.#pair = pair;
    if (isFirst) this.#listener.began(pair);
    const { condition } = this.#listener.settingOf(pair.to);
    if (condition === 'mute') return;
    if (condition === 'down' || condition === 'unknown' || !this.#listener.isOurs(pair.to)) {
      this.#link.cut();
      return;
    }
    if (condition === 'held') await this.#listener.released(pair.to);
    this.#id = randomBytes(12).toString('hex');
    this.#link.write(headerText({ from: pair.to, to: pair.from }, this.#id) + this.#features(pair));
  }

  #features({ to }: DomainPair): string {
    const { bidi, by } = this.#listener.settingOf(to);
    if (!this.#isSecure)
      return `<stream:features><starttls xmlns='${ns.tls}'><required/></starttls></stream:features>`;
    const external =
      this.#isBelieved && !this.#isAuthenticated && by === undefined
        ? `<mechanisms xmlns='${ns.sasl}'><mechanism>EXTERNAL</mechanism></mechanisms>`
        : '';
    const both = bidi && !this.#isAuthenticated ? `<bidi xmlns='${ns.bidiFeature}'/>` : '';
    return `<stream:features>${external}<dialback xmlns='${ns.dialbackFeature}'><errors/></dialback>${both}${this.#isAuthenticated ? `<sm xmlns='${ns.management}'/>` : ''}</stream:features>`;
  }

  async #take(element: Element, text: string): Promise<void> {
    const { name, namespace } = element;
    if (namespace === ns.tls && name === 'starttls') await this.#startTls();
    else if (namespace === ns.sasl && name === 'auth') this.#letIn();
    else if (namespace === ns.bidi && name === 'bidi') this.#turnBoth();
    else if (namespace === ns.dialback && name === 'result') await this.#result(element);
    else if (namespace === ns.dialback && name === 'verify') this.#answerVerify(element);
    else if (namespace === ns.streams && name === 'error') this.#listener.failed(conditionOf(element), text);
    else if (namespace === ns.management) this.#count(name);
    else {
      this.#listener.stanza(element, text);
      this.#acknowledge();
    }
  }

  /**
   * At once and unasked, so that a stream that is cut later has nothing on it of which nobody knows whether it came. One that is
   * cut while it is taken leaves that unacknowledged.
   */
  #acknowledge(): void {
    if (this.#counted === undefined) return;
    this.#counted += 1;
    this.#link.write(`<a xmlns='${ns.management}' h='${this.#counted}'/>`);
  }

  /** What came is acknowledged, and no stream is resumed. Source: XEP-0198 §3, §4. */
  #count(asked: string): void {
    if (asked === 'enable') {
      this.#counted = 0;
      this.#link.write(`<enabled xmlns='${ns.management}'/>`);
    } else if (asked === 'r' && this.#counted !== undefined) {
      this.#link.write(`<a xmlns='${ns.management}' h='${this.#counted}'/>`);
    }
  }

  async #startTls(): Promise<void> {
    const identity = await this.#listener.identityFor(this.#pair?.to ?? '');
    this.#link.write(`<proceed xmlns='${ns.tls}'/>`);
    this.#isBelieved = await this.#link.secureAsServer(identity);
    this.#isSecure = true;
  }

  #letIn(): void {
    this.#isAuthenticated = true;
    this.#link.write(`<success xmlns='${ns.sasl}'/>`);
    this.#link.restart();
    if (this.#pair) this.#authenticated(this.#pair, 'external');
  }

  /** COMPAT Prosody 0.12.3: it takes no `dialback` feature to say that pairs are added, and asks for them one after the other. */
  async #result(element: Element): Promise<void> {
    const { from = '', to = '', type } = element.attributes;
    if (type !== undefined) return;
    const pair = { from: from.toLowerCase(), to: to.toLowerCase() };
    const isValid =
      this.#listener.isOurs(pair.to) && (await this.#listener.verify(pair, this.#id, textOf(element)));
    this.#link.write(
      `<db:result from='${escapeAttribute(to)}' to='${escapeAttribute(from)}' type='${isValid ? 'valid' : 'invalid'}'/>`,
    );
    if (isValid) this.#authenticated(pair, 'dialback');
  }

  #authenticated(pair: DomainPair, by: 'external' | 'dialback'): void {
    this.#isAuthenticated = true;
    this.#pairs.add(pair.to);
    this.#listener.authenticated(pair, by);
  }

  #turnBoth(): void {
    if (this.#pair === undefined || !this.#listener.settingOf(this.#pair.to).bidi) return;
    this.#listener.bidirectional(this.#pair, (text) => {
      this.#link.write(text);
    });
  }

  /** Somebody asks whether a key is of a domain of ours. Source: XEP-0220 §2.3. */
  #answerVerify(element: Element): void {
    const { from = '', to = '', id = '', type } = element.attributes;
    if (type !== undefined) return;
    const isValid = textOf(element) === dialbackKey({ from: to, to: from }, id);
    this.#link.write(
      `<db:verify from='${escapeAttribute(to)}' to='${escapeAttribute(from)}' id='${escapeAttribute(id)}' type='${isValid ? 'valid' : 'invalid'}'/>`,
    );
  }
}

/** The condition of a stream error. */
export function conditionOf(error: Element): string {
  const inside = error.children.find(
    (child) => typeof child !== 'string' && child.namespace === ns.streamErrors && child.name !== 'text',
  );
  return typeof inside === 'object' ? inside.name : 'undefined-condition';
}
