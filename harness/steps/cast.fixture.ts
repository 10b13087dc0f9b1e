import type { TranscriptRecorder } from '../observe/index.ts';
import type { PaperActor } from './actor.fixture.ts';
import { Cast } from './cast.ts';

/** A cast of paper actors. */
export class PaperCast extends Cast {
  readonly #actors: Readonly<Record<string, PaperActor>>;

  constructor(actors: Readonly<Record<string, PaperActor>>, recorder: TranscriptRecorder) {
    super({ domain: 'a.test', roles: new Map(), recorder, newId: () => '', budgetMs: 1 });
    this.#actors = actors;
  }

  override actor(name: string): PaperActor {
    const actor = this.#actors[name];
    if (!actor) throw new Error(name);
    return actor;
  }

  override isOnline(name: string): boolean {
    return Object.hasOwn(this.#actors, name);
  }

  override jid(name: string): string {
    return this.#actors[name]?.jid ?? `${name}@a.test/${name}`;
  }
}
