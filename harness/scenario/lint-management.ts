import type { YamlPath } from '../input/index.ts';
import { type ActorFile, userOf } from './actor.ts';
import type { Flaw } from './flaw.ts';
import type { ScenarioFile } from './scenario.ts';
import type { Step } from './steps.ts';

/** What could not be played of stream management, or would prove nothing: each step rests on one before it. */
export function managementFlaws(file: ScenarioFile, steps: readonly Step[], path: YamlPath): Flaw[] {
  const managed = new Set<string>();
  const cut = new Set<string>();
  return steps.flatMap((step, index) => {
    const flaw = flawOf(file, step, { managed, cut });
    note(step, managed, cut);
    return flaw === undefined ? [] : [{ path: [...path, index], sentence: flaw }];
  });
}

/** Actors whose streams are managed, and those whose connections were cut, up to a step. */
interface State {
  readonly managed: ReadonlySet<string>;
  readonly cut: ReadonlySet<string>;
}

function flawOf(file: ScenarioFile, step: Step, { managed, cut }: State): string | undefined {
  if ('enable' in step) return notRaw(file, step.enable.actor);
  if ('counted' in step) return notManaged(step.counted.actor, managed);
  if ('acknowledge' in step) return notManaged(step.acknowledge.actor, managed);
  if ('drop' in step) return notManaged(step.drop, managed);
  if (!('resume' in step)) return undefined;
  const { actor, of = actor } = step.resume;
  if (!cut.has(of)) return `the connection of \`${of}\` was not cut; add a \`drop\` before`;
  const [one, other] = [file.actors[actor], file.actors[of]];
  if (one !== undefined && other !== undefined && !isSameUser(one, other))
    return `\`${actor}\` and \`${of}\` are of different accounts; nobody resumes the session of another`;
  return notRaw(file, actor);
}

function note(step: Step, managed: Set<string>, cut: Set<string>): void {
  if ('enable' in step) managed.add(step.enable.actor);
  if ('drop' in step) {
    managed.delete(step.drop);
    cut.add(step.drop);
  }
  if (!('resume' in step) || step.resume.expect === 'refused') return;
  cut.delete(step.resume.of ?? step.resume.actor);
  managed.add(step.resume.actor);
}

function notRaw(file: ScenarioFile, name: string): string | undefined {
  const actor = file.actors[name];
  return actor === undefined || (typeof actor !== 'string' && actor.kind === 'raw')
    ? undefined
    : `\`${name}\` is not of kind raw; write \`kind: raw\` at the actor`;
}

function notManaged(name: string, managed: ReadonlySet<string>): string | undefined {
  return managed.has(name)
    ? undefined
    : `the stream of \`${name}\` is not managed; add an \`enable\` or a \`resume\` before`;
}

function isSameUser(one: ActorFile, other: ActorFile): boolean {
  return userOf(one) === userOf(other);
}
