import { setTimeout as wait } from 'node:timers/promises';
import { childElements } from '#xml';
import type { Actor, ClientEndpoint } from '../../actors/index.ts';
import { type AccountAt, EnvironmentFault, type Neighbour } from '../target.ts';
import { type Answer, askIq, isKeptOut, openQuietSession } from './session.ts';

/** Longest wait for a server that was never reached before, and for one that was: a server may wait before it tries again, in milliseconds. */
const patienceMs = { first: 10_000, again: 90_000 } as const;
/** Between two questions, in milliseconds. */
const pauseMs = 1000;

/**
 * Sees to it that the server under test reaches the other servers of a run before a scenario begins: it may have found them closed in
 * the one before, and not try again at once. Nothing that it does then is judged.
 */
export class PeersReached {
  readonly #reached = new Set<string>();
  readonly #given = new Set<string>();

  /**
   * Asks all of them, as a user of the server, until they answer.
   *
   * @throws EnvironmentFault where one cannot be reached
   */
  async await(
    neighbours: readonly Neighbour[],
    users: readonly AccountAt[],
    at: (domain: string) => ClientEndpoint,
  ): Promise<void> {
    if (neighbours.length === 0) return;
    const session = await sessionOfAny(users, at);
    if (session === undefined) return;
    try {
      for (const one of neighbours) await this.#awaitOne(session, one);
    } finally {
      await session.close();
    }
  }

  async #awaitOne(session: Actor, neighbour: Neighbour): Promise<void> {
    const { domain } = neighbour;
    const patience = this.#reached.has(domain) ? patienceMs.again : patienceMs.first;
    const until = Date.now() + (this.#given.has(domain) ? 0 : patience);
    let said = await whyUnreached(session, neighbour);
    while (said !== undefined && Date.now() < until) {
      await wait(pauseMs);
      said = await whyUnreached(session, neighbour);
    }
    if (said === undefined) {
      this.#reached.add(domain);
      this.#given.delete(domain);
      return;
    }
    this.#given.add(domain);
    throw new EnvironmentFault(
      `the server under test does not reach \`${domain}\`, which the harness plays (${said}); see that it knows where that is, and believes the authority under \`federation\``,
    );
  }
}

/** `undefined`: none has a session, since access labels keep all of them out. */
async function sessionOfAny(
  users: readonly AccountAt[],
  at: (domain: string) => ClientEndpoint,
): Promise<Actor | undefined> {
  for (const user of users) {
    const session = await openQuietSession(user, at(user.domain), 'cmbac-ask').catch((error: unknown) => {
      if (isKeptOut(error)) return undefined;
      throw error;
    });
    if (session !== undefined) return session;
  }
  return undefined;
}

/**
 * Why it seems that the server under test does not reach that domain; `undefined`: it does, or it has no wish to: what it refuses by itself,
 * without a connection, is its own affair.
 */
async function whyUnreached(session: Actor, { domain, seen }: Neighbour): Promise<string | undefined> {
  const answer = await askIq(session, 'get', domain, "<ping xmlns='urn:xmpp:ping'/>");
  if (answer?.attributes['type'] === 'result' || seen() === 'a stream') return undefined;
  const condition = answer && conditionOf(answer);
  if (seen() === 'a connection')
    return `it connects, and asks for no stream there: ${condition ?? 'no answer'}`;
  if (condition === undefined) return 'it does not answer';
  return /^(remote-server-|internal-server-error|recipient-unavailable|undefined-)/.test(condition)
    ? condition
    : undefined;
}

function conditionOf(answer: Answer): string {
  const error = childElements(answer).find(({ name }) => name === 'error');
  return (error && childElements(error).find(({ name }) => name !== 'text')?.name) ?? 'undefined-condition';
}
