import { createHash } from 'node:crypto';
import { bareOf, type Jid, type Stanza } from '../../xmpp/index.ts';
import type { Answers } from './remote-session.ts';

/** Messages and requests to peers that may still be answered; the oldest is forgotten first. */
const maxSent = 16_384;
/** Presences of which the same holds: one broadcast is many of them, and they crowd out nothing else. */
const maxPresences = 4096;

/**
 * What was sent to peers and may be answered with an error, or with the result of an iq: each once, by the address that it
 * went to, or one session there where it went to an account, to the one that it came from. An answer to nothing is a way to
 * write to somebody past the checks.
 *
 * What has no id is answered by what has none: presence often goes without.
 */
export class SentToPeers implements Answers {
  readonly #sent = new Keys(maxSent);
  readonly #presences = new Keys(maxPresences);

  note({ kind, type, id, from, to }: Stanza): void {
    if (to === undefined || type === 'error' || type === 'result' || type === 'probe') return;
    this.#of(kind).add(keyOf(kind, id, from, to));
  }

  settle({ kind, id, from, to }: Parameters<Answers['settle']>[0]): boolean {
    if (to === undefined) return false;
    const keys = this.#of(kind);
    if (keys.take(keyOf(kind, id, to, from))) return true;
    return kind !== 'iq' && from.resource !== '' && keys.take(keyOf(kind, id, to, bareOf(from)));
  }

  clear(): void {
    this.#sent.clear();
    this.#presences.clear();
  }

  #of(kind: string): Keys {
    return kind === 'presence' ? this.#presences : this.#sent;
  }
}

/** So many keys, in the order in which they came. */
class Keys {
  readonly #max: number;
  readonly #keys = new Set<string>();

  constructor(max: number) {
    this.#max = max;
  }

  add(key: string): void {
    const [oldest] = this.#keys;
    if (oldest !== undefined && this.#keys.size >= this.#max) this.#keys.delete(oldest);
    this.#keys.add(key);
  }

  take(key: string): boolean {
    return this.#keys.delete(key);
  }

  clear(): void {
    this.#keys.clear();
  }
}

/** A fixed amount of memory, however long ids are, and one that no other stanza has. */
function keyOf(kind: string, id: string | undefined, asked: Jid, answerer: Jid): string {
  const parts = [kind, id === undefined ? '' : `#${id}`, asked.full, answerer.full];
  return createHash('sha256').update(parts.join('\0')).digest('base64');
}
