import { createHash } from 'node:crypto';
import type { Jid, Stanza } from '../xmpp/index.ts';

/** Stanzas that a session may have been sent and not have answered; the oldest is forgotten first. */
const maxOutstanding = 256;

/**
 * What one session was sent and may still answer with an error, or with the result of an iq: each once. An answer to
 * nothing is a way to write to somebody past the checks.
 *
 * It keeps kind and id, and the sender's address. Of a long id it keeps a digest: a fixed amount of memory, however long ids
 * are, and one that no other id has: an id that only looks alike would be text of the answerer's own.
 */
export class Outstanding {
  readonly #keys: string[] = [];
  readonly #senders: (Jid | undefined)[] = [];
  #next = 0;

  /** The session is sent this. What has no id, or is an answer itself, is not answered. */
  note({ kind, type, id, from }: Stanza): void {
    if (id === undefined || type === 'error' || (kind === 'iq' && type === 'result')) return;
    // A copy: an id cut out of what a socket brought would keep all of that in memory
    this.#keys[this.#next] = Buffer.from(keyOf(kind, id)).toString();
    this.#senders[this.#next] = from;
    this.#next = (this.#next + 1) % maxOutstanding;
  }

  /** Is this an answer to something that was sent and not yet answered? From now on it is answered. */
  settle({ kind, id, to }: Stanza): boolean {
    if (id === undefined || to === undefined) return false;
    const key = keyOf(kind, id);
    const place = this.#senders.findIndex(
      (sender, index) => sender?.full === to.full && this.#keys[index] === key,
    );
    if (place < 0) return false;
    this.#senders[place] = undefined;
    return true;
  }
}

/** Longest id that is kept as it is, in characters: most are shorter, and a digest takes time. */
const maxIdLength = 64;

function keyOf(kind: string, id: string): string {
  return id.length <= maxIdLength
    ? `${kind} ${id}`
    : `${kind}# ${createHash('sha256').update(id).digest('base64')}`;
}
