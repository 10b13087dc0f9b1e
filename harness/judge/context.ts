import type { Fixtures } from '../fixtures/index.ts';
import type { Evidence } from './evidence.ts';

/** What every step's judge looks at. */
export interface Context {
  readonly evidence: Evidence;
  readonly fixtures: Pick<Fixtures, 'labels' | 'labelElement' | 'placeholderText'>;
  /** Catalog ids by the word that a scenario remembers them under; `undefined`: the server gave none. */
  readonly memory: Map<string, string | undefined>;
}

/** The full JID that an actor was given; its own name if the transcript does not know it. */
export function fullJid({ evidence }: Pick<Context, 'evidence'>, actor: string): string {
  return evidence.header.actors[actor] ?? actor;
}
