import type { Session } from '../services/index.ts';
import type { ClientStream, Jid, Stanza } from '../xmpp/index.ts';

/** A bound session on its stream. */
export class ClientSession implements Session {
  readonly jid: Jid;
  readonly lang: string | undefined;
  presence: Stanza | undefined;
  priority = 0;
  interested = false;
  readonly directed = new Map<string, Jid>();
  readonly #stream: ClientStream;

  constructor(jid: Jid, lang: string | undefined, stream: ClientStream) {
    this.jid = jid;
    this.lang = lang;
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
