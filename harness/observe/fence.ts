import type { Actor, Arrival } from '../actors/index.ts';

/**
 * Waits until something arrives at a session: an order that the server keeps, and no sleep, says when to look.
 *
 * Listens from the moment it is called. `false`: the session ended or `budget` ran out first; nothing is concluded here.
 */
export function arrivalAt(
  actor: Actor,
  isAwaited: (arrival: Arrival) => boolean,
  budget: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (arrived: boolean): void => {
      stop();
      budget.removeEventListener('abort', ranOut);
      resolve(arrived);
    };
    const ranOut = (): void => {
      settle(false);
    };
    const stop = actor.onArrival((arrival) => {
      if (isAwaited(arrival)) settle(true);
    });
    if (budget.aborted) settle(false);
    budget.addEventListener('abort', ranOut);
    void actor.closed.then(ranOut);
  });
}

/** A copy that holds the nonce, and is no error: what was sent has got there. */
export function holdsNonce(nonce: string): (arrival: Arrival) => boolean {
  return ({ element, text }) => element.attributes['type'] !== 'error' && text.includes(nonce);
}

/** The answer to an iq: its result or its error. */
export function answersIq(id: string): (arrival: Arrival) => boolean {
  return ({ element }) => {
    const { id: answered, type } = element.attributes;
    return element.name === 'iq' && answered === id && (type === 'result' || type === 'error');
  };
}

/** What was sent under this id came back as an error. */
export function isBounce(id: string): (arrival: Arrival) => boolean {
  return ({ element }) => element.attributes['id'] === id && element.attributes['type'] === 'error';
}

/** The iq of this id, on its way to be answered. */
export function isRequest(id: string): (arrival: Arrival) => boolean {
  return ({ element }) => {
    const { id: asked, type } = element.attributes;
    return element.name === 'iq' && asked === id && (type === 'get' || type === 'set');
  };
}
