import { type Element, textOf } from '#xml';
import { namespaces } from '../namespaces.ts';
import { decodeBase64 } from '../sasl/base64.ts';
import {
  failure,
  type SaslCondition,
  type SaslContext,
  type SaslExchange,
  type SaslMechanism,
  type SaslStep,
} from '../sasl/mechanism.ts';
import { StreamError } from '../stream-error.ts';

/** How often a client may fail on one connection; RFC 6120 §6.4.5 asks for at least 2 and at most 5 tries. */
const maxFailures = 3;

export interface AuthenticationOptions {
  readonly mechanisms: readonly SaslMechanism[];
  /** May a client log in now? Not where TLS must come first. */
  readonly isOpen: boolean;
  readonly context: SaslContext;
  readonly send: (text: string) => void;
}

/**
 * The login of a client: which mechanism it takes, and the exchange until an account is proved.
 *
 * Source: RFC 6120 §6.4.
 */
export class Authentication {
  readonly #mechanisms: readonly SaslMechanism[];
  readonly #isOpen: boolean;
  readonly #context: SaslContext;
  readonly #send: (text: string) => void;
  #exchange: SaslExchange | undefined;
  #isWaiting = false;
  #failures = 0;

  constructor(options: AuthenticationOptions) {
    this.#mechanisms = options.mechanisms;
    this.#isOpen = options.isOpen;
    this.#context = options.context;
    this.#send = options.send;
  }

  /**
   * Answers an element of the SASL namespace, and gives the local part of the account once it is proved: at once, or when
   * whoever knows the password has answered. Until then nothing more is taken.
   *
   * @throws StreamError (and rejects with it) when the client has failed too often.
   */
  next(request: Element): string | undefined | Promise<string | undefined> {
    const step = this.#stepFor(request);
    if (!(step instanceof Promise)) return this.#answer(step);
    this.#isWaiting = true;
    return step.then((later) => {
      this.#isWaiting = false;
      return this.#answer(later);
    });
  }

  /** Is somebody being asked about a password? */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  #answer(step: SaslStep | undefined): string | undefined {
    if (step === undefined) {
      this.#send(`<challenge xmlns='${namespaces.sasl}'/>`);
      return undefined;
    }
    switch (step.kind) {
      case 'challenge':
        this.#send(`<challenge xmlns='${namespaces.sasl}'>${step.data.toString('base64')}</challenge>`);
        return undefined;
      case 'success':
        this.#send(`<success xmlns='${namespaces.sasl}'>${step.data?.toString('base64') ?? ''}</success>`);
        return step.user;
      case 'failure':
        this.#fail(step.condition);
        return undefined;
    }
  }

  /** The next step; `undefined` when the client has said nothing yet and is to begin. */
  #stepFor(request: Element): SaslStep | undefined | Promise<SaslStep> {
    switch (request.name) {
      case 'auth':
        return this.#start(request);
      case 'response':
        return this.#exchange === undefined ? failure('malformed-request') : respond(this.#exchange, request);
      case 'abort':
        return failure('aborted');
      default:
        return failure('malformed-request');
    }
  }

  #start(request: Element): SaslStep | undefined | Promise<SaslStep> {
    // A login is under way: its mechanism has to end first
    if (this.#exchange !== undefined) return failure('malformed-request');
    const mechanism = this.#mechanisms.find(({ name }) => name === request.attributes['mechanism']);
    if (mechanism === undefined) return failure('invalid-mechanism');
    if (!this.#isOpen || !mechanism.isUsable(this.#context)) return failure('encryption-required');
    this.#exchange = mechanism.start(this.#context);
    return textOf(request) === '' ? undefined : respond(this.#exchange, request);
  }

  #fail(condition: SaslCondition): void {
    this.#exchange = undefined;
    this.#failures += 1;
    this.#send(`<failure xmlns='${namespaces.sasl}'><${condition}/></failure>`);
    if (this.#failures >= maxFailures) throw new StreamError('policy-violation', 'too many failed logins');
  }
}

function respond(exchange: SaslExchange, request: Element): SaslStep | Promise<SaslStep> {
  const text = textOf(request);
  // RFC 6120 §6.4.2: a lone `=` is a response of no bytes
  const response = text === '=' ? Buffer.alloc(0) : decodeBase64(text);
  return response === undefined ? failure('incorrect-encoding') : exchange.next(response);
}
