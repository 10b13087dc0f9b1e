import type { Element, RootTag } from '#xml';
import { type Jid, parseJid } from '../jid.ts';
import { namespaces } from '../namespaces.ts';
import { isStanzaElement, readStanza } from '../read-stanza.ts';
import { type Credentials, decoyCredentials } from '../sasl/credentials.ts';
import type { PasswordAnswer, SaslMechanism } from '../sasl/mechanism.ts';
import { clientMechanisms } from '../sasl/mechanisms.ts';
import { serializeStanza } from '../serialize-stanza.ts';
import type { Answerable, Stanza } from '../stanza.ts';
import { errorReply, type StanzaError } from '../stanza-error.ts';
import { StreamError, streamErrorFor } from '../stream-error.ts';
import { Authentication } from './authenticate.ts';
import { bindResult, readBindRequest } from './bind.ts';
import type { Channel } from './channel.ts';
import { featuresAfterLogin, featuresBeforeLogin, type StartTlsUse } from './features.ts';
import { readHeader } from './header.ts';
import {
  failedAnswer,
  managementFeature,
  type ResumeRequest,
  readManagement,
  resumedAnswer,
} from './management.ts';

/** Whether a user who proved who it is may have a session. `text` goes to the user. */
export type Admission =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly text?: string;
      /** It may be another time: the user is told to try again. Left out: it is not. */
      readonly isTemporary?: boolean;
    };

/** What a server decides of the clients that come to it. */
export interface ClientNegotiationOptions {
  /** The domains whose accounts may log in, prepared as `parseJid` does. */
  readonly domains: ReadonlySet<string>;
  readonly starttls: StartTlsUse;
  /** Best first; `clientMechanisms` when left out. */
  readonly mechanisms?: readonly SaslMechanism[];
  /** Makes the salts of accounts that do not exist; the same for every connection of a server. */
  readonly decoySecret: Buffer;
  /** Iterations that those accounts pretend to; those of the real ones. 4096 when left out. */
  readonly decoyIterations?: number;
  /** What an account is proved with. Both parts are prepared. */
  credentialsOf(user: string, domain: string): Credentials | undefined;
  /** Asks somebody else about the password of a user without credentials here. Never rejects. Left out: there is nobody. */
  readonly checkPassword?: (user: string, domain: string, password: string) => Promise<PasswordAnswer>;
  /** Asked at bind, with the bare address. */
  admit(user: Jid): Admission;
  /**
   * Gives the user's session its full address: with the resource that was wanted (prepared), or one of the server's.
   * `undefined`: the account has too many sessions.
   */
  bind(user: Jid, wanted?: string): Jid | undefined;
  /**
   * Finds a session of this user that lost its connection, and takes note of what its client has of it; `undefined`: it cannot
   * be resumed. Asked after `admit`. Left out: streams cannot be managed.
   */
  readonly resume?: (user: Jid, request: ResumeRequest) => Resumption | undefined;
  /** What a domain says of itself in the features after login, as XML (XEP-0115 §6.3). Left out: nothing. */
  readonly capabilities?: (domain: string) => string;
}

/** A session that goes on. */
export interface Resumption {
  readonly client: BoundClient;
  /** How many stanzas came from it. */
  readonly handled: number;
}

/** A client that has its address. */
export interface BoundClient {
  readonly jid: Jid;
  /** The language of its stream. */
  readonly lang?: string;
}

/**
 * What a client and its server settle before the first stanza: STARTTLS, login, address, in this order.
 *
 * Anything else that comes earlier ends the stream with a `StreamError`, which every method throws.
 *
 * Source: RFC 6120 §4.3, §5.4, §6.4, §7.6.
 */
export class ClientNegotiation {
  readonly #channel: Channel;
  readonly #options: ClientNegotiationOptions;
  #domain: string | undefined;
  #lang: string | undefined;
  #authentication: Authentication | undefined;
  #user: Jid | undefined;

  constructor(channel: Channel, options: ClientNegotiationOptions) {
    this.#channel = channel;
    this.#options = options;
  }

  /** The client opened a stream: its first one, or one after TLS or login. */
  opened(root: RootTag): void {
    this.#takeNothingWhileWaiting();
    const { domain, lang } = readHeader(root, this.#options.domains);
    // The account was proved for the domain of the stream before; it is good for no other
    if (this.#user !== undefined && domain !== this.#domain) throw new StreamError('host-unknown');
    this.#domain = domain;
    this.#lang = lang;
    this.#channel.openStream(domain);
    this.#channel.send(
      this.#user === undefined ? this.#offerLogin(domain) : featuresAfterLogin(this.#featuresOf(domain)),
    );
  }

  /** The client sent an element; gives the client once it has an address. */
  next(element: Element): BoundClient | undefined {
    if (this.#user !== undefined) {
      const managed = this.#manage(element, this.#user);
      if (managed === 'waiting') return undefined;
      return managed ?? this.#bind(element, this.#user);
    }
    this.#takeNothingWhileWaiting();
    if (element.namespace === namespaces.tls && element.name === 'starttls') this.#startTls();
    else if (element.namespace === namespaces.sasl && this.#authentication !== undefined) {
      this.#logIn(element, this.#authentication);
    } else
      throw new StreamError(
        isStanzaElement(element, namespaces.client) ? 'not-authorized' : 'unsupported-stanza-type',
      );
    return undefined;
  }

  #offerLogin(domain: string): string {
    const { encrypted } = this.#channel;
    const starttls = encrypted ? 'none' : this.#options.starttls;
    const mechanisms = this.#options.mechanisms ?? clientMechanisms;
    this.#authentication = new Authentication({
      mechanisms,
      isOpen: starttls !== 'required',
      context: {
        domain,
        encrypted,
        credentialsOf: (user) => this.#credentialsOf(user, domain),
        checkPassword: (user, password) => this.#checkPassword(user, domain, password),
      },
      send: (text) => {
        this.#channel.send(text);
      },
    });
    const usable = mechanisms.filter((mechanism) => mechanism.isUsable({ encrypted }));
    return featuresBeforeLogin(
      starttls,
      usable.map(({ name }) => name),
    );
  }

  #credentialsOf(user: string, domain: string): Credentials {
    const { decoySecret, decoyIterations } = this.#options;
    return (
      this.#options.credentialsOf(user, domain) ??
      decoyCredentials(decoySecret, `${user}@${domain}`, decoyIterations)
    );
  }

  /** An account with a password of ours is asked here and nowhere else. */
  #checkPassword(user: string, domain: string, password: string): PasswordAnswer | Promise<PasswordAnswer> {
    const { checkPassword } = this.#options;
    if (checkPassword !== undefined && this.#options.credentialsOf(user, domain) === undefined)
      return checkPassword(user, domain, password);
    return this.#credentialsOf(user, domain).isPassword(password) ? 'right' : 'wrong';
  }

  #startTls(): void {
    if (this.#channel.encrypted || this.#options.starttls === 'none') {
      // RFC 6120 §5.4.2.2: the failure ends the stream
      this.#channel.send(`<failure xmlns='${namespaces.tls}'/>`);
      throw new StreamError('unsupported-feature');
    }
    this.#authentication = undefined;
    this.#channel.startTls(`<proceed xmlns='${namespaces.tls}'/>`);
  }

  #logIn(element: Element, authentication: Authentication): void {
    const user = authentication.next(element);
    if (!(user instanceof Promise)) {
      this.#proved(user);
      return;
    }
    user
      .then((later) => {
        this.#proved(later);
      })
      .catch((error: unknown) => {
        this.#channel.close(streamErrorFor(error));
      });
  }

  #proved(user: string | undefined): void {
    if (user === undefined) return;
    this.#user = parseJid(`${user}@${this.#domain ?? ''}`);
    if (this.#user === undefined) throw new Error(`\`${user}\` is no account`);
    this.#authentication = undefined;
    this.#channel.restart();
  }

  #featuresOf(domain: string): string {
    const management = this.#options.resume === undefined ? '' : managementFeature;
    return management + (this.#options.capabilities?.(domain) ?? '');
  }

  /** `waiting`: the stream goes on without an address; `undefined`: it is none of stream management. */
  #manage(element: Element, user: Jid): BoundClient | 'waiting' | undefined {
    const { resume } = this.#options;
    const request = resume && readManagement(element);
    if (resume === undefined || request === undefined) return undefined;
    if (request.kind !== 'resume') {
      // XEP-0198 §3: it is enabled once there is an address
      this.#channel.send(failedAnswer('unexpected-request'));
      return 'waiting';
    }
    const admission = this.#options.admit(user);
    if (!admission.allowed) {
      this.#channel.send(failedAnswer(conditionOf(admission)));
      throw new StreamError('policy-violation', admission.text);
    }
    const resumption = resume(user, request);
    this.#channel.send(
      resumption === undefined
        ? failedAnswer('item-not-found')
        : resumedAnswer(request.previd, resumption.handled),
    );
    return resumption?.client ?? 'waiting';
  }

  #bind(element: Element, user: Jid): BoundClient | undefined {
    // RFC 6120 §7.1: nothing is taken from a client that has no address
    if (!isStanzaElement(element, namespaces.client)) throw new StreamError('unsupported-stanza-type');
    const stanza = readStanza(element, user, this.#lang);
    if ('refused' in stanza) {
      this.#refuse(stanza, { condition: stanza.refused });
      return undefined;
    }
    return this.#answerBind(stanza, user);
  }

  #answerBind(stanza: Stanza, user: Jid): BoundClient | undefined {
    const request = readBindRequest(stanza);
    if (request === undefined) throw new StreamError('not-authorized');
    if (request.kind === 'malformed') {
      this.#refuse(stanza, { condition: 'bad-request' });
      return undefined;
    }
    const admission = this.#options.admit(user);
    if (!admission.allowed) {
      this.#refuse(stanza, { condition: conditionOf(admission), ...textIn(admission) });
      throw new StreamError('policy-violation', admission.text);
    }
    const jid = this.#options.bind(user, request.kind === 'wanted' ? request.resource : undefined);
    if (jid === undefined) {
      // RFC 6120 §7.6.2.1
      this.#refuse(stanza, { condition: 'resource-constraint' });
      return undefined;
    }
    this.#channel.send(serializeStanza(bindResult(stanza, jid), { to: jid }));
    return { jid, ...(this.#lang === undefined ? {} : { lang: this.#lang }) };
  }

  /** RFC 6120 §6.4: while a login is tried, it is the server's turn. */
  #takeNothingWhileWaiting(): void {
    if (this.#authentication?.isWaiting === true)
      throw new StreamError('policy-violation', 'the login is not yet decided');
  }

  #refuse(stanza: Answerable, error: StanzaError): void {
    const reply = errorReply(stanza, error);
    if (reply !== undefined) this.#channel.send(serializeStanza(reply));
  }
}

function conditionOf({ isTemporary }: { readonly isTemporary?: boolean }): StanzaError['condition'] {
  return isTemporary === true ? 'resource-constraint' : 'not-allowed';
}

function textIn({ text }: { readonly text?: string }): { text?: string } {
  return text === undefined ? {} : { text };
}
