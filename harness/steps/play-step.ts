import type { Step } from '../scenario/index.ts';
import { playAlike, playTiming } from './alike.ts';
import { playArchive } from './archive.ts';
import { playBounced } from './bounced.ts';
import { playCertificate } from './certificate.ts';
import { playChannel } from './channel.ts';
import { playAcknowledge, playCounted, playEnable, playResume } from './management.ts';
import { playMatrix } from './matrix.ts';
import { playMisprovision } from './misprovision.ts';
import { playPeer, playQuiet, playStream } from './peer.ts';
import { playPresence, playUnseen } from './presence.ts';
import { playProbe } from './probe.ts';
import { playRaw, playSend } from './raw.ts';
import { playCatalog, playDisco, playIq, playOffered } from './request.ts';
import { playMove, playPause } from './roaming.ts';
import { playConfigure, playEnter, playForm, playLeave, playLook, playRoom } from './room.ts';
import { playLogin, playSession } from './session.ts';
import type { Stage } from './stage.ts';

/**
 * Plays one step, to the end of its budget at the longest. Whatever comes of it is for the judge.
 *
 * @throws SessionError when an actor of the step is not online.
 * @throws Unprepared when the steps after it rest on something that is not there.
 */
export async function playStep(stage: Stage, step: Step): Promise<void> {
  if ('probe' in step) await playProbe(stage, step.probe);
  else if ('matrix' in step) await playMatrix(stage, step.matrix);
  else if ('iq' in step) await playIq(stage, step.iq);
  else if ('disco' in step) await playDisco(stage, step.disco);
  else if ('catalog' in step) await playCatalog(stage, step.catalog);
  else if ('offered' in step) await playOffered(stage, step.offered);
  else if ('alike' in step) await playAlike(stage, step.alike);
  else if ('timing' in step) await playTiming(stage, step.timing);
  // Learning by trying: the same stanzas as for what is offered
  else if ('learns' in step) await playOffered(stage, step.learns);
  else if ('channel' in step) await playChannel(stage, step.channel);
  else if ('raw' in step) await playRaw(stage, step.raw);
  else if ('send' in step) await playSend(stage, step.send);
  else if ('room' in step) await playRoom(stage, step.room);
  else if ('configure' in step) await playConfigure(stage, step.configure);
  else if ('form' in step) await playForm(stage, step.form);
  else if ('enter' in step) await playEnter(stage, step.enter);
  else if ('leave' in step) await playLeave(stage, step.leave);
  else if ('occupants' in step) await playLook(stage, step.occupants);
  else if ('notice' in step) await playLook(stage, step.notice);
  else if ('archive' in step) await playArchive(stage, step.archive);
  else if ('presence' in step) await playPresence(stage, step.presence);
  else if ('unseen' in step) await playUnseen(stage, step.unseen);
  else if ('login' in step) await playLogin(stage, step.login);
  else if ('session' in step) await playSession(stage, step.session);
  else if ('certificate' in step) await playCertificate(stage, step.certificate);
  else if ('peer' in step) await playPeer(stage, step.peer);
  else if ('bounced' in step) await playBounced(stage, step.bounced);
  else if ('stream' in step) await playStream(stage, step.stream);
  else if ('quiet' in step) await playQuiet(stage, step.quiet);
  else if ('misprovision' in step) await playMisprovision(stage, step.misprovision);
  else if ('enable' in step) await playEnable(stage, step.enable);
  else if ('counted' in step) await playCounted(stage, step.counted);
  else if ('acknowledge' in step) await playAcknowledge(stage, step.acknowledge);
  else if ('resume' in step) await playResume(stage, step.resume);
  else if ('drop' in step) await stage.cast.cut(step.drop);
  else if ('pause' in step) await playPause(stage, step.pause);
  else if ('move' in step) await playMove(stage, step.move);
  else if ('connect' in step) await stage.cast.connect(step.connect);
  else if ('disconnect' in step) await stage.cast.disconnect(step.disconnect);
  else if ('provision' in step) await stage.provision(step.provision);
}
