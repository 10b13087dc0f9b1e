import type { Login, Session } from '../scenario/index.ts';
import type { Stage } from './stage.ts';

/**
 * A login from the beginning; then a ping, since a session that does not serve is none. Which of them came about is for
 * the judge.
 *
 * @throws SessionError when the server refuses the login; the transcript says so too.
 */
export async function playLogin(stage: Stage, { actor, password }: Login): Promise<void> {
  await stage.cast.drop(actor);
  // A nonce is nobody's password
  const { nonce } = stage.newToken();
  await stage.cast.connect(actor, password === 'wrong' ? nonce : undefined);
  await stage.pingServer(actor, 'sender-fence', stage.newBudget());
}

/** A ping in a session that was bound before: answered, or the session has ended. */
export async function playSession(stage: Stage, { actor }: Session): Promise<void> {
  await stage.pingServer(actor, 'sender-fence', stage.newBudget());
}
