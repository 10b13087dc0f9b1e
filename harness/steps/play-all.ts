import type { Probe } from '../scenario/index.ts';
import { playProbe } from './probe.ts';
import type { Stage } from './stage.ts';

/**
 * Plays several probes of one step one after the other; their notes' keys end in `.0`, `.1`, …
 *
 * Once a fence is lost the rest are played all at once: a server that loses them all costs two budgets, not one each.
 */
export async function playAll(stage: Stage, probes: readonly Probe[]): Promise<void> {
  for (const [index, probe] of probes.entries()) {
    const arrived = await playProbe(stage, probe, `.${index}`);
    if (arrived) continue;
    const rest = probes.slice(index + 1);
    await Promise.all(rest.map((one, after) => playProbe(stage, one, `.${index + 1 + after}`)));
    return;
  }
}
