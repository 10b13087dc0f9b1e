import { type Origin, Outstanding, type Rules } from '../enforcement/index.ts';
import type { Session } from '../services/index.ts';
import type { BoundClient, ClientStream, Jid, Stanza } from '../xmpp/index.ts';

/** A bound session on its stream. */
export class ClientSession implements Session {
  readonly jid: Jid;
  readonly lang: string | undefined;
  readonly origin: Origin;
  presence: Stanza | undefined;
  priority = 0;
  interested = false;
  readonly directed = new Map<string, Jid>();
  /** What it was sent and may answer. */
  readonly outstanding = new Outstanding();
  /** Stored messages up to this id stay, under these rules: they are not looked at again for it. */
  withheld: { readonly rules: Rules; readonly upTo: number } | undefined;
  readonly #stream: ClientStream;

  constructor({ jid, lang }: BoundClient, origin: Origin, stream: ClientStream) {
    this.jid = jid;
    this.lang = lang;
    this.origin = origin;
    this.#stream = stream;
  }

  /** For deliver.ts alone: the one place where a stanza leaves. */
  send(text: string): void {
    this.#stream.send(text);
  }

  close(...error: Parameters<ClientStream['close']>): void {
    this.#stream.close(...error);
  }
}
