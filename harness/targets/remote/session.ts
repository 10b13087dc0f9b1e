import { type Actor, type ClientEndpoint, openSession, SessionError } from '../../actors/index.ts';
import { answersIq, arrivalAt } from '../../observe/index.ts';
import type { AccountAt } from '../target.ts';

/** Longest wait for a session, or for one answer, in milliseconds. */
const patienceMs = 10_000;

/** A session of ours between scenarios: nobody is told what passes on it. @throws SessionError when the server refuses it */
export function openQuietSession(
  { user, password }: AccountAt,
  endpoint: ClientEndpoint,
  resource: string,
): Promise<Actor> {
  const nobody = { stanza: () => undefined, stream: () => undefined };
  const account = { user, password, resource };
  return openSession.raw('cmbac', account, endpoint, nobody, AbortSignal.timeout(patienceMs));
}

/** The server knows the account and its password, and has no session for it: an access label keeps its user out. */
export function isKeptOut(error: unknown): boolean {
  return error instanceof SessionError && error.message.startsWith('binding refused');
}

/** What an iq is answered with. */
export type Answer = Parameters<Parameters<Actor['onArrival']>[0]>[0]['element'];

let asked = 0;

/** Sends an iq and waits for its answer: a result, or an error. `undefined`: none came. */
export async function askIq(
  actor: Actor,
  type: 'get' | 'set',
  to: string | undefined,
  payload: string,
): Promise<Answer | undefined> {
  const id = `tidy-${(asked += 1)}`;
  let answer: Answer | undefined;
  const isAnswer = answersIq(id);
  const arrived = arrivalAt(
    actor,
    (arrival) => {
      if (!isAnswer(arrival)) return false;
      answer = arrival.element;
      return true;
    },
    AbortSignal.timeout(patienceMs),
  );
  const addressed = to === undefined ? '' : ` to='${to}'`;
  actor.send(`<iq type='${type}' id='${id}'${addressed}>${payload}</iq>`);
  await arrived;
  return answer;
}
