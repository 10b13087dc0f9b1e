import type { Step } from '../scenario/index.ts';
import { playMatrix } from './matrix.ts';
import { playProbe } from './probe.ts';
import { playRaw, playSend } from './raw.ts';
import { playCatalog, playDisco, playIq, playOffered } from './request.ts';
import type { Stage } from './stage.ts';

/**
 * Plays one step, to the end of its budget at the longest. Whatever comes of it is for the judge.
 *
 * @throws SessionError when an actor of the step is not online.
 */
export async function playStep(stage: Stage, step: Step): Promise<void> {
  if ('probe' in step) await playProbe(stage, step.probe);
  else if ('matrix' in step) await playMatrix(stage, step.matrix);
  else if ('iq' in step) await playIq(stage, step.iq);
  else if ('disco' in step) await playDisco(stage, step.disco);
  else if ('catalog' in step) await playCatalog(stage, step.catalog);
  else if ('offered' in step) await playOffered(stage, step.offered);
  else if ('raw' in step) await playRaw(stage, step.raw);
  else if ('send' in step) await playSend(stage, step.send);
  else if ('connect' in step) await stage.cast.connect(step.connect);
  else if ('disconnect' in step) await stage.cast.disconnect(step.disconnect);
  else await stage.provision(step.provision);
}
