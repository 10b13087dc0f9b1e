import type { CheckStage } from '../check-stage.ts';

/** What a probe saw of a feature, and how. */
export interface Sight {
  readonly seen: 'yes' | 'no' | 'cannot be seen';
  readonly how: string;
}

/** Looks whether a server has a feature, by using it. A SessionError means that it could not be asked. */
export type Probe = (stage: CheckStage) => Promise<Sight>;

export function seen(isThere: boolean, how: string): Sight {
  return { seen: isThere ? 'yes' : 'no', how };
}

export function unseen(how: string): Sight {
  return { seen: 'cannot be seen', how };
}

/** A feature that nothing on the wire shows by itself. */
export function invisible(why: string): Probe {
  return () => Promise.resolve(unseen(why));
}
