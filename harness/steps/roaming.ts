import type { Move } from '../scenario/index.ts';
import type { Stage } from './stage.ts';

/** No request of the actor is left at the server when this is done. @throws SessionError when the server ended the session */
export async function playPause(stage: Stage, actor: string): Promise<void> {
  await stage.cast.pause(actor);
  stage.note('paused', JSON.stringify({ id: actor }));
}

/** Done when the server has answered from the new place on, and what waited for the actor has come or time is up. */
export async function playMove(stage: Stage, { actor, address }: Move): Promise<void> {
  const came = stage.cast.move(actor, address);
  stage.note('moved', JSON.stringify({ id: actor }));
  await came;
}
