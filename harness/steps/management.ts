import type { Arrival } from '../actors/index.ts';
import { arrivalAt } from '../observe/index.ts';
import type { Acknowledge, Counted, Enable, Resume } from '../scenario/index.ts';
import type { Stage } from './stage.ts';

const namespace = 'urn:xmpp:sm:3';

/** Asks for stream management, and waits for the answer. */
export async function playEnable(stage: Stage, { actor, max }: Enable): Promise<void> {
  stage.cast.patienceMs = Math.max(stage.cast.patienceMs, (max ?? 0) * 1000);
  const wanted = max === undefined ? '' : ` max='${max}'`;
  await ask(stage, actor, 'enable', `<enable xmlns='${namespace}' resume='true'${wanted}/>`, [
    'enabled',
    'failed',
  ]);
}

/** Asks for the server's count; a ping after it shows that the stream goes on. */
export async function playCounted(stage: Stage, { actor }: Counted): Promise<void> {
  await ask(stage, actor, 'count', `<r xmlns='${namespace}'/>`, ['a']);
  await stage.pingServer(actor, 'sender-fence', stage.newBudget());
}

/** Says how much came; a ping after it shows that the stream goes on. */
export async function playAcknowledge(stage: Stage, { actor }: Acknowledge): Promise<void> {
  const h = stage.actor(actor).management?.acknowledge() ?? 0;
  const token = stage.newToken();
  stage.send({ ...token, key: 'acknowledge', from: actor, text: `<a xmlns='${namespace}' h='${h}'/>` });
  await stage.pingServer(actor, 'sender-fence', stage.newBudget());
}

/**
 * A new connection, and the session on it; the ping after it is answered behind all that was waiting there.
 *
 * @throws SessionError when the server refuses it; the transcript says so too.
 */
export async function playResume(stage: Stage, { actor, of = actor, has }: Resume): Promise<void> {
  await stage.cast.resume(actor, of, has);
  await stage.pingServer(actor, 'sender-fence', stage.newBudget());
}

async function ask(
  stage: Stage,
  actor: string,
  key: string,
  text: string,
  answers: readonly string[],
): Promise<void> {
  const isAnswer = ({ element }: Arrival): boolean =>
    element.namespace === namespace && answers.includes(element.name);
  const answered = arrivalAt(stage.actor(actor), isAnswer, stage.newBudget());
  stage.send({ ...stage.newToken(), key, from: actor, text });
  await answered;
}
