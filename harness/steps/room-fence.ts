import { pingText, type Stage } from './stage.ts';

/**
 * Waits until a room has told an actor all that it had to: a ping to the actor's place in it is answered through the room,
 * by the room or by the actor itself, after all that came before; then the actor's own server answers one. An actor that
 * is not in the room gets an error, which comes the same way.
 *
 * A ping to the server alone is no fence: there are servers where that answer overtakes what a room says.
 *
 * `room` is the room's address; `suffix` ends the notes' keys. Source: XEP-0410 §3; RFC 6120 §10.1.
 */
export async function fenceThroughRoom(
  stage: Stage,
  actor: string,
  room: string,
  suffix = '',
): Promise<void> {
  await askRoom(stage, actor, room, suffix);
  await stage.pingServer(actor, `sender-fence${suffix}`, stage.newBudget());
}

/** Only the first half: the room has dealt with what this actor sent it before. */
export function askRoom(stage: Stage, actor: string, room: string, suffix = ''): Promise<boolean> {
  const token = stage.newToken();
  const to = `${room}/${stage.cast.places.nickOf(actor, room)}`;
  const text = pingText(token.id, to);
  return stage.request({ ...token, key: `room-fence${suffix}`, from: actor, to, text }, stage.newBudget());
}
