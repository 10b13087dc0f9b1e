import type { TLSSocket } from 'node:tls';
import { StreamError } from '../stream-error.ts';
import { type Dialback, type DialbackCondition, writeAnswer } from './dialback.ts';
import type { DomainPair } from './outgoing.ts';
import { isBelievedToBe } from './overlooked.ts';
import type { PeerContext } from './peer-context.ts';
import type { ProvedPairs } from './proved-pairs.ts';

/** What whoever has the key was found to say of it. */
export type Verification = 'valid' | 'invalid' | { readonly condition: DialbackCondition };

/** What dialback needs of the stream that it is asked on. */
export interface AskedStream {
  send(text: string): void;
  close(error?: StreamError): void;
  /** Asks the server of the domain whether a key for the stream `id` is its own. Never rejects. */
  verify(asked: Dialback, id: string): Promise<Verification>;
  /** The peer may send for this pair from now on. */
  prove(pair: DomainPair): void;
}

/** The stream as it is when something is asked on it: the id that we gave it, and who is behind it. */
export interface AskedOn {
  readonly id: string;
  /** Left out: it is in clear. */
  readonly secured: TLSSocket | undefined;
}

/**
 * What a peer asks by dialback on a stream that it opened: whether it may send for a domain, and whether a key is ours.
 *
 * Source: XEP-0220 §2.1.2, §2.2.
 */
export class DialbackAnswers {
  readonly #context: PeerContext;
  readonly #pairs: ProvedPairs;
  readonly #stream: AskedStream;
  #ended = false;

  constructor(context: PeerContext, pairs: ProvedPairs, stream: AskedStream) {
    this.#context = context;
    this.#pairs = pairs;
    this.#stream = stream;
  }

  take(asked: Dialback, on: AskedOn): void {
    if (!this.#context.options.isOurs(asked.pair.to)) this.#answer(asked, { condition: 'item-not-found' });
    else if (asked.kind === 'verify') this.#answer(asked, this.#knows(asked) ? 'valid' : 'invalid');
    else this.#askBack(asked, on);
  }

  /** The stream has ended: what is still found out proves nothing. */
  end(): void {
    this.#ended = true;
  }

  #knows({ key, pair, id }: Dialback): boolean {
    return this.#context.keys.isKey(key, { from: pair.to, to: pair.from }, id);
  }

  #askBack(asked: Dialback, { id, secured }: AskedOn): void {
    const { options } = this.#context;
    const { from } = asked.pair;
    if (options.isOurs(from)) throw new StreamError('invalid-from');
    const isTrusted = isBelievedToBe(from, secured, options.overlooks);
    if (!this.#pairs.mayAdd(asked.pair)) this.#answer(asked, { condition: 'resource-constraint' });
    // XEP-0220 §2.2.1: the certificate says as much as the key would
    else if (isTrusted) this.#takeVerification(asked, 'valid');
    else if (options.certificates === 'required') this.#answer(asked, { condition: 'not-authorized' });
    else this.#verify(asked, id);
  }

  #verify(asked: Dialback, id: string): void {
    this.#pairs.ask(asked.pair);
    this.#stream
      .verify(asked, id)
      .then((verification) => {
        this.#takeVerification(asked, verification);
      })
      .catch((mistake: unknown) => {
        this.#context.listener.report(mistake);
        this.#stream.close(new StreamError('internal-server-error'));
      });
  }

  #takeVerification(asked: Dialback, verification: Verification): void {
    if (this.#ended) return;
    this.#answer(asked, verification);
    if (verification === 'valid') this.#stream.prove(asked.pair);
    // XEP-0220 §2.2.1
    if (verification === 'invalid') this.#stream.close();
  }

  #answer(asked: Dialback, verification: Verification): void {
    this.#stream.send(writeAnswer(asked, verification));
  }
}
