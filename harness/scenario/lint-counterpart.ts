import { isDeepStrictEqual } from 'node:util';
import type { Flaw } from './flaw.ts';
import { partsOf } from './part.ts';
import type { ScenarioFile } from './scenario.ts';
import type { Step } from './steps.ts';

/** A refusal proves nothing on a server that refuses everything, and a twin that changes nothing proves nothing at all. */
export function counterpartFlaws(file: ScenarioFile): Flaw[] {
  const [own, twin] = partsOf(file);
  const flaws: Flaw[] = [];
  if (own?.steps.some(refuses) && !own.steps.some(delivers) && !twin?.steps.some(delivers)) {
    const sentence =
      'a refusal stands alone; add a twin that delivers, or a delivered probe or `+` cell beside it';
    flaws.push({ path: ['steps', own.steps.findIndex(refuses)], sentence });
  }
  if (
    own &&
    twin &&
    isDeepStrictEqual(own.provision, twin.provision) &&
    sameStimulus(own.steps, twin.steps)
  ) {
    flaws.push({
      path: ['twin'],
      sentence: 'the twin changes nothing; give it another `provision` or other `steps`',
    });
  }
  return flaws;
}

/** Does it say of some stimulus that it must not be delivered? */
export function expectsRefusal(file: ScenarioFile): boolean {
  return partsOf(file).some(({ steps }) => steps.some(refuses));
}

function refuses(step: Step): boolean {
  if ('probe' in step) return step.probe.expect === 'refused';
  return 'matrix' in step && Object.values(step.matrix.rows).flat().includes('-');
}

function delivers(step: Step): boolean {
  if ('probe' in step) return step.probe.expect === 'delivered';
  if ('offered' in step) return true;
  return 'matrix' in step && Object.values(step.matrix.rows).flat().includes('+');
}

/** The same steps, whatever is expected of them. */
function sameStimulus(own: readonly Step[], twin: readonly Step[]): boolean {
  return isDeepStrictEqual(own.map(stimulusOf), twin.map(stimulusOf));
}

function stimulusOf(step: Step): unknown {
  if ('probe' in step) return { ...step.probe, expect: undefined, refusal: undefined, shows: undefined };
  if ('matrix' in step) return { ...step.matrix, rows: Object.keys(step.matrix.rows), refusal: undefined };
  if ('iq' in step)
    return { ...step.iq, expect: undefined, condition: undefined, contains: undefined, lacks: undefined };
  return step;
}
