import type { Origin } from '../../enforcement/index.ts';

/** A client that comes anew with each request: what its channel and its session tell each other. */
export class Roaming {
  /** It comes from another place from now on. */
  onMove: (origin: Origin) => void = () => undefined;
  /** A response is about to be written: what may go into it is sent now. */
  onResponse: () => void = () => undefined;
  /** There is something to be sent. */
  wake: () => void = () => undefined;
  #origin: Origin;

  constructor(origin: Origin) {
    this.#origin = origin;
  }

  /** Where the last request that was begun came from. */
  get origin(): Origin {
    return this.#origin;
  }

  comeFrom(origin: Origin): void {
    if (origin === this.#origin) return;
    this.#origin = origin;
    this.onMove(origin);
  }
}
