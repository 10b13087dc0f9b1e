import { createHash } from 'node:crypto';
import type { Stanza } from '../../xmpp/index.ts';
import type { Answers } from './remote-session.ts';

/** Stanzas to peers that may still be answered; the oldest is forgotten first. */
const maxSent = 16_384;

/**
 * What was sent to peers and may be answered with an error, or with the result of an iq: each once, by the address that it
 * went to, to the one that it came from. An answer to nothing is a way to write to somebody past the checks.
 */
export class SentToPeers implements Answers {
  /** In the order in which they were sent. */
  readonly #keys = new Set<string>();

  note({ kind, type, id, from, to }: Stanza): void {
    if (id === undefined || to === undefined || type === 'error' || type === 'result') return;
    const [oldest] = this.#keys;
    if (oldest !== undefined && this.#keys.size >= maxSent) this.#keys.delete(oldest);
    this.#keys.add(keyOf(kind, id, from.full, to.full));
  }

  settle({ kind, id, from, to }: Parameters<Answers['settle']>[0]): boolean {
    return id !== undefined && to !== undefined && this.#keys.delete(keyOf(kind, id, to.full, from.full));
  }

  clear(): void {
    this.#keys.clear();
  }
}

/** A fixed amount of memory, however long ids are, and one that no other stanza has. */
function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('base64');
}
