import { addresseeOf } from '../actors/index.ts';
import { type Raw, roomAddress, type Send } from '../scenario/index.ts';
import { fenceThroughRoom } from './room-fence.ts';
import type { Stage } from './stage.ts';

/** Bytes as they stand; then a ping: either it is answered, or the stream has ended. */
export async function playRaw(stage: Stage, { from, bytes }: Raw): Promise<void> {
  const token = stage.newToken();
  stage.send({ ...token, key: 'stimulus', from, text: stage.fillIn(bytes, token), isWritten: true });
  await stage.pingServer(from, 'sender-fence', stage.newBudget());
}

/** A stanza for its effect; the ping after it, unless nobody waits for that, shows that the server has acted on it. */
export async function playSend(stage: Stage, { from, stanza, settles, room }: Send): Promise<void> {
  const token = stage.newToken();
  const text = stage.fillIn(stanza, token);
  stage.send({ ...token, key: 'send', from, text, isWritten: true });
  if (room !== undefined) await fenceThroughRoom(stage, from, roomAddress(room, stage.domain));
  else if (settles) await stage.pingServer(from, 'sender-fence', stage.newBudget(), addresseeOf(text));
}
