import { createHash } from 'node:crypto';
import { type Answerable, bareOf, type Jid } from '../../xmpp/index.ts';
import { KeysByPeer } from './keys-by-peer.ts';
import type { Answers } from './remote-session.ts';

/** Messages and requests to peers that may still be answered; what went first to a peer that got the most is forgotten first. */
const maxSent = 32_768;
/** Presences of which the same holds: one broadcast is many of them, and they crowd out nothing else. */
const maxPresences = 8192;

/**
 * What was sent to peers and may be answered with an error, or with the result of an iq: each once, by the address that it
 * went to, or one session there where it went to an account, to the one that it came from. An answer to nothing is a way to
 * write to somebody past the checks.
 *
 * What has no id is answered by what has none: presence often goes without.
 */
export class SentToPeers implements Answers {
  readonly #sent = new KeysByPeer(maxSent);
  readonly #presences = new KeysByPeer(maxPresences);

  note({ kind, type, id, from, to }: Answerable): void {
    if (to === undefined || type === 'error' || type === 'result' || type === 'probe') return;
    this.#of(kind).add(to.domain, keyOf(kind, id, from, to));
  }

  settle({ kind, id, from, to }: Parameters<Answers['settle']>[0]): boolean {
    if (to === undefined) return false;
    const keys = this.#of(kind);
    if (keys.take(from.domain, keyOf(kind, id, to, from))) return true;
    return kind !== 'iq' && from.resource !== '' && keys.take(from.domain, keyOf(kind, id, to, bareOf(from)));
  }

  clear(): void {
    this.#sent.clear();
    this.#presences.clear();
  }

  #of(kind: string): KeysByPeer {
    return kind === 'presence' ? this.#presences : this.#sent;
  }
}

/** Longest key that is kept as it is, in characters: not longer than most addresses and ids together. */
const maxKeyLength = 256;

/** A bounded amount of memory, however long ids are, and one that no other stanza has: no part holds the character between them. */
function keyOf(kind: string, id: string | undefined, asked: Jid, answerer: Jid): string {
  const key = `${kind}\0${id === undefined ? '' : `#${id}`}\0${asked.full}\0${answerer.full}`;
  return key.length <= maxKeyLength ? key : createHash('sha256').update(key).digest('base64');
}
