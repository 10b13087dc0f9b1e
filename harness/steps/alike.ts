import { type Alike, roomAddress, type Timing } from '../scenario/index.ts';
import { askRoom } from './room-fence.ts';
import type { Stage } from './stage.ts';
import { cueOf } from './stimulus.ts';

/** One stanza after the other; the ping after each shows that its sender's server has said all it had to say. */
export async function playAlike(stage: Stage, { from, room, probes }: Alike): Promise<void> {
  for (const [index, probe] of probes.entries()) {
    const cue = cueOf(stage, probe, from, `probe.${index}`);
    stage.send(cue);
    if (room !== undefined) await askRoom(stage, cue.from, roomAddress(room, stage.domain), `.${index}`);
    await stage.pingServer(cue.from, `sender-fence.${index}`, stage.newBudget());
  }
}

/**
 * Every case in every trial, each time another one first: what slows the machine down slows all of them. A ping that is
 * not answered ends it.
 */
export async function playTiming(stage: Stage, { from, cases, trials }: Timing): Promise<void> {
  const named = Object.entries(cases);
  for (let trial = 0; trial < trials; trial += 1) {
    const first = trial % named.length;
    for (const [name, stimulus] of [...named.slice(first), ...named.slice(0, first)]) {
      const cue = cueOf(stage, stimulus, from, `trial.${name}.${trial}`);
      stage.send(cue);
      const fenced = await stage.pingServer(cue.from, `trial-fence.${name}.${trial}`, stage.newBudget());
      if (!fenced) return;
    }
  }
}
