import type { Jid, Stanza } from '../xmpp/index.ts';

/** Stanzas that a session may have been sent and not have answered; the oldest is forgotten first. */
const maxOutstanding = 256;

/**
 * What one session was sent and may still answer with an error, or with the result of an iq: each once. An answer to
 * nothing is a way to write to somebody past the checks.
 *
 * It keeps a number made from kind and id, and the sender's address: a fixed amount of memory, however long ids are.
 */
export class Outstanding {
  readonly #numbers = new Int32Array(maxOutstanding);
  readonly #senders: (Jid | undefined)[] = [];
  #next = 0;

  /** The session is sent this. What has no id, or is an answer itself, is not answered. */
  note({ kind, type, id, from }: Stanza): void {
    if (id === undefined || type === 'error' || (kind === 'iq' && type === 'result')) return;
    this.#numbers[this.#next] = numberOf(kind, id);
    this.#senders[this.#next] = from;
    this.#next = (this.#next + 1) % maxOutstanding;
  }

  /** Is this an answer to something that was sent and not yet answered? From now on it is answered. */
  settle({ kind, id, to }: Stanza): boolean {
    if (id === undefined || to === undefined) return false;
    const number = numberOf(kind, id);
    const place = this.#senders.findIndex(
      (sender, index) => sender?.full === to.full && this.#numbers[index] === number,
    );
    if (place < 0) return false;
    this.#senders[place] = undefined;
    return true;
  }
}

/** FNV-1a over the first letter of the kind, which tells the three apart, and the id. */
function numberOf(kind: string, id: string): number {
  let number = Math.imul(fnvBasis ^ kind.charCodeAt(0), fnvPrime);
  for (let at = 0; at < id.length; at += 1) number = Math.imul(number ^ id.charCodeAt(at), fnvPrime);
  return number;
}

const fnvBasis = 0x811c9dc5;
const fnvPrime = 0x01000193;
