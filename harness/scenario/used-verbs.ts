import { verbHead } from '../fixtures/index.ts';
import type { Part } from './part.ts';

/** The heads of the verbs that a part uses itself, the base deployment's not among them: `U`, `Rm.clr`. */
export function verbsOf({ provision, steps }: Pick<Part, 'provision' | 'steps'>): string[] {
  return [...Object.keys(provision), ...steps.flatMap((step) => changeIn(step))].map(verbHead);
}

function changeIn(step: Part['steps'][number]): string[] {
  if ('misprovision' in step) return Object.keys(step.misprovision);
  if ('probe' in step) return Object.keys(step.probe.whileQueued ?? {});
  return 'provision' in step ? Object.keys(step.provision) : [];
}
