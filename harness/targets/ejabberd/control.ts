import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { EnvironmentFault } from '../target.ts';

/** Longest wait for the answer to a command, in milliseconds. */
const answerTimeoutMs = 15_000;

/**
 * Has the ejabberd of this control socket forget everything but its accounts: sessions, rooms, stored messages, rosters. Done
 * when it says that it has.
 *
 * @throws EnvironmentFault when it does not.
 */
export async function resetEjabberd(socketPath: string): Promise<void> {
  const answer = await ask(socketPath, 'reset').catch((error: unknown) => String(error));
  if (answer !== 'done') throw new EnvironmentFault(`ejabberd could not be reset: ${answer}`);
}

async function ask(socketPath: string, command: string): Promise<string> {
  const socket = connect({ path: socketPath, timeout: answerTimeoutMs });
  socket.once('timeout', () => socket.destroy(new Error(`no answer in ${answerTimeoutMs} ms`)));
  await once(socket, 'connect');
  socket.write(`${command}\n`);
  return (await text(socket)).trim();
}
