import { burstOf, fencedSessionsOf, type Matrix } from '../scenario/index.ts';
import { bracketArrives, bracketOf } from './bracket.ts';
import { stimulusOf } from './probe.ts';
import type { Stage } from './stage.ts';

/** All messages of a burst, one after the other without a pause, between one control and one fence for everybody. */
export async function playBurst(stage: Stage, matrix: Matrix): Promise<void> {
  const { from, to } = matrix;
  const probes = burstOf(matrix);
  const [first] = probes;
  if (first === undefined) return;
  const budget = stage.newBudget();
  const controls = bracketOf(stage, first, to, 'control');
  const stimuli = probes.map((probe, index) =>
    stimulusOf(stage, probe, fencedSessionsOf(probe), `stimulus.${index}`),
  );
  const fences = bracketOf(stage, first, to, 'fence');
  const fenced = bracketArrives(stage, fences, to, budget);
  for (const cue of [...controls, ...stimuli, ...fences]) stage.send(cue);
  await fenced;
  await stage.pingServer(from, 'sender-fence', budget);
}
