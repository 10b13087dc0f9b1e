import type { YamlPath } from '../input/index.ts';
import type { Flaw } from './flaw.ts';
import type { ScenarioFile } from './scenario.ts';
import type { Step } from './steps.ts';

/** Only a client over HTTP pauses and moves; and what waits for one that never moves again is never looked for. */
export function roamingFlaws(file: ScenarioFile, steps: readonly Step[], path: YamlPath): Flaw[] {
  return steps.flatMap((step, index) => {
    if ('move' in step) return transportFlaws(file, step.move.actor, [...path, index, 'move', 'actor']);
    if (!('pause' in step)) return [];
    const inside = [...path, index, 'pause'];
    const { pause: name } = step;
    const moves = steps.slice(index + 1).some((later) => 'move' in later && later.move.actor === name);
    const sentence = `\`${name}\` never asks again; add a \`move\` of it, to the same address if need be`;
    return [...transportFlaws(file, name, inside), ...(moves ? [] : [{ path: inside, sentence }])];
  });
}

function transportFlaws(file: ScenarioFile, name: string, path: YamlPath): Flaw[] {
  const actor = file.actors[name];
  if (actor === undefined || (typeof actor !== 'string' && actor.transport === 'bosh')) return [];
  const sentence = `\`${name}\` has a connection, and is where that is; write \`transport: bosh\` at the actor`;
  return [{ path, sentence }];
}
