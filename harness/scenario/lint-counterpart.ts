import { isDeepStrictEqual } from 'node:util';
import { type ActorFile, userOf } from './actor.ts';
import type { Flaw } from './flaw.ts';
import { roomCounterpartFlaws } from './lint-rooms.ts';
import { partsOf } from './part.ts';
import { fencedSessionsOf } from './probes.ts';
import { isRoomStep, roomStimulusOf } from './room-twin.ts';
import type { ScenarioFile } from './scenario.ts';
import type { Step } from './steps.ts';
import { entranceOf } from './transport.ts';

/** A refusal proves nothing on a server that refuses everything, and a twin that changes nothing proves nothing at all. */
export function counterpartFlaws(file: ScenarioFile): Flaw[] {
  const [own, twin] = partsOf(file);
  const flaws: Flaw[] = [];
  if (own?.steps.some(refuses) && !own.steps.some(delivers) && !twin?.steps.some(delivers)) {
    const sentence =
      'a refusal stands alone; add a twin that delivers, or a delivered probe or `+` cell beside it';
    flaws.push({ path: ['steps', own.steps.findIndex(refuses)], sentence });
  }
  flaws.push(...sessionFlaws(file), ...roomCounterpartFlaws(file));
  if (own?.steps.some(restrainsAlike) && ![own, twin].some((part) => part?.steps.some(tellsApart))) {
    const sentence =
      'what is the same for all shows nothing on a server that never answers; add an `alike` that expects `different`, here or in a twin';
    flaws.push({ path: ['steps', own.steps.findIndex(restrainsAlike)], sentence });
  }
  if (
    own &&
    twin &&
    isDeepStrictEqual(own.provision, twin.provision) &&
    isDeepStrictEqual(own.provisionAt, twin.provisionAt) &&
    sameStimulus(own.steps, twin.steps)
  ) {
    flaws.push({
      path: ['twin'],
      sentence: 'the twin changes nothing; give it another `provision` or other `steps`',
    });
  }
  return flaws;
}

/** Does it say of some stimulus that it must not be delivered, or must not be told from another? */
export function expectsRefusal(file: ScenarioFile): boolean {
  return partsOf(file).some(({ steps }) =>
    steps.some((step) => refuses(step) || restrains(step) || closes(step)),
  );
}

/** Does it say that something must not be told, or not get through, without a label? */
function restrains(step: Step): boolean {
  if ('quiet' in step) return true;
  if ('bounced' in step) return step.bounced.expect !== 'error';
  if ('alike' in step) return step.alike.expect !== 'different';
  return 'channel' in step && step.channel.expect === 'closed';
}

function refuses(step: Step): boolean {
  if ('probe' in step) return step.probe.expect === 'refused' || step.probe.notAt !== undefined;
  if ('presence' in step) return Object.keys(step.presence.unseen).length > 0;
  if ('unseen' in step) return true;
  return 'matrix' in step && Object.values(step.matrix.rows).flat().includes('-');
}

function delivers(step: Step): boolean {
  if ('probe' in step) return step.probe.expect === 'delivered';
  if ('presence' in step) return Object.keys(step.presence.seen).length > 0;
  if ('offered' in step) return true;
  return 'matrix' in step && Object.values(step.matrix.rows).flat().includes('+');
}

/** Does it say that somebody may have no session, no place or part in a room, or something in no archive? */
function closes(step: Step): boolean {
  if ('stream' in step) return step.stream.expect === 'refused';
  if ('login' in step) return step.login.expect === 'refused';
  if ('resume' in step) return step.resume.expect === 'refused';
  if ('enter' in step) return step.enter.expect === 'refused' || step.enter.lacks.length > 0;
  if ('archive' in step) return step.archive.lacks.length > 0;
  if ('room' in step) return step.room.expect === 'refused';
  if ('configure' in step) return step.configure.expect === 'refused';
  if ('occupants' in step) return step.occupants.gone.length + step.occupants.unseen.length > 0;
  return 'session' in step && step.session.expect === 'ended';
}

/**
 * Who is refused a session must have one too: an account that is missing is refused by every server. Where a session ends,
 * one must live: there are servers that end them all.
 */
function sessionFlaws(file: ScenarioFile): Flaw[] {
  const steps = partsOf(file).flatMap((part) => part.steps);
  const account = (actor: string): string | undefined => accountOf(file, actor);
  const inside = steps.flatMap(admittedBy);
  const admitted = new Set(inside.map(account));
  return file.steps.flatMap((step, index) => {
    if ('resume' in step && step.resume.expect === 'refused' && !steps.some(resumes)) {
      const sentence =
        'there are servers that resume nothing; add a `resume` that expects `resumed`, here or in a twin';
      return [{ path: ['steps', index, 'resume'], sentence }];
    }
    if ('session' in step && step.session.expect === 'ended' && !steps.some(opens)) {
      const sentence =
        'an end stands alone; add a session that lives or a login that is accepted, here or in a twin';
      return [{ path: ['steps', index, 'session'], sentence }];
    }
    if (!('login' in step) || step.login.expect !== 'refused') return [];
    if (step.login.refusal?.connection === 'shut') return shutFlaws(file, step.login.actor, inside, index);
    if (admitted.has(account(step.login.actor))) return [];
    const sentence = `\`${step.login.actor}\` is refused a session, and its account never has one; add a login of that account that is accepted, here or in a twin`;
    return [{ path: ['steps', index, 'login'], sentence }];
  });
}

/** Who finds a connection shut shows nothing where nobody comes in: the same account must, through the same entrance. */
function shutFlaws(file: ScenarioFile, name: string, inside: readonly string[], index: number): Flaw[] {
  const actor = file.actors[name];
  const others = inside.map((other) => file.actors[other]);
  if (actor === undefined || others.some((other) => other !== undefined && isAtSameDoor(actor, other)))
    return [];
  const sentence = `\`${name}\` may find the connection shut, and nobody comes in there; add a login of the same account through the same entrance that is accepted`;
  return [{ path: ['steps', index, 'login'], sentence }];
}

function isAtSameDoor(one: ActorFile, other: ActorFile): boolean {
  return userOf(one) === userOf(other) && entranceOf(one) === entranceOf(other);
}

function accountOf({ actors }: ScenarioFile, name: string): string | undefined {
  const actor = actors[name];
  return actor && userOf(actor);
}

function resumes(step: Step): boolean {
  return 'resume' in step && step.resume.expect === 'resumed';
}

function opens(step: Step): boolean {
  if ('login' in step) return step.login.expect === 'accepted';
  return 'session' in step && step.session.expect === 'lives';
}

/** Whoever has a session by this step, or had one before it. */
function admittedBy(step: Step): string[] {
  if ('session' in step) return [step.session.actor];
  return 'login' in step && step.login.expect === 'accepted' ? [step.login.actor] : [];
}

function restrainsAlike(step: Step): boolean {
  return 'alike' in step && step.alike.expect !== 'different';
}

function tellsApart(step: Step): boolean {
  return 'alike' in step && step.alike.expect === 'different';
}

/** The same steps, whatever is expected of them. */
function sameStimulus(own: readonly Step[], twin: readonly Step[]): boolean {
  return isDeepStrictEqual(own.map(stimulusOf), twin.map(stimulusOf));
}

function stimulusOf(step: Step): unknown {
  if ('probe' in step) {
    const at = fencedSessionsOf(step.probe).toSorted();
    return {
      ...step.probe,
      at,
      notAt: undefined,
      carbons: undefined,
      expect: undefined,
      refusal: undefined,
      shows: undefined,
    };
  }
  if (isRoomStep(step)) return roomStimulusOf(step);
  if ('matrix' in step) return { ...step.matrix, rows: Object.keys(step.matrix.rows), refusal: undefined };
  if ('presence' in step) return { ...step.presence, seen: undefined, unseen: undefined };
  if ('alike' in step) return { ...step.alike, expect: undefined, answer: undefined };
  if ('login' in step) return { ...step.login, expect: undefined, refusal: undefined };
  if ('resume' in step) return { ...step.resume, expect: undefined };
  if ('archive' in step) return { ...step.archive, holds: undefined, lacks: undefined };
  if ('session' in step) return { ...step.session, expect: undefined, with: undefined };
  if ('iq' in step)
    return { ...step.iq, expect: undefined, condition: undefined, contains: undefined, lacks: undefined };
  return step;
}
