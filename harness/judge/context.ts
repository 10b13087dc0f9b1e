import type { Fixtures } from '../fixtures/index.ts';
import type { Step } from '../scenario/index.ts';
import type { Evidence } from './evidence.ts';

/** What every step's judge looks at. */
export interface Context {
  readonly evidence: Evidence;
  /** The part's. */
  readonly steps: readonly Step[];
  readonly fixtures: Pick<Fixtures, 'labels' | 'labelElement' | 'placeholderText'>;
  /** Catalog ids by the word that a scenario remembers them under; `undefined`: the server gave none. */
  readonly memory: Map<string, string | undefined>;
}

/**
 * The full JID that an actor was given, last or by this line of the transcript: a server may give another resource at every
 * login (RFC 6120 §7.7.2.2). Its own name if the transcript does not know it.
 */
export function fullJid({ evidence }: Pick<Context, 'evidence'>, actor: string, line = Infinity): string {
  const bound = evidence.streams.findLast(
    (one) => one.actor === actor && one.event === 'bound' && one.detail !== '' && one.n < line,
  );
  return bound?.detail ?? evidence.header.actors[actor] ?? actor;
}
