import { isDeepStrictEqual } from 'node:util';
import type { Flaw } from './flaw.ts';
import { partsOf } from './part.ts';
import { fencedSessionsOf } from './probes.ts';
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
  if (own?.steps.some(closes) && ![own, twin].some((part) => part?.steps.some(opens))) {
    const sentence =
      'a session refused or ended stands alone; add a login that is accepted or a session that lives, here or in a twin';
    flaws.push({ path: ['steps', own.steps.findIndex(closes)], sentence });
  }
  if (own?.steps.some(restrainsAlike) && ![own, twin].some((part) => part?.steps.some(tellsApart))) {
    const sentence =
      'what is the same for all shows nothing on a server that never answers; add an `alike` that expects `different`, here or in a twin';
    flaws.push({ path: ['steps', own.steps.findIndex(restrainsAlike)], sentence });
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

/** Does it say of some stimulus that it must not be delivered, or must not be told from another? */
export function expectsRefusal(file: ScenarioFile): boolean {
  return partsOf(file).some(({ steps }) => steps.some((step) => refuses(step) || restrains(step) || closes(step)));
}

/** Does it say that something must not be told, or not get through, without a label? */
function restrains(step: Step): boolean {
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

/** Does it say that somebody may have no session? */
function closes(step: Step): boolean {
  if ('login' in step) return step.login.expect === 'refused';
  return 'session' in step && step.session.expect === 'ended';
}

function opens(step: Step): boolean {
  if ('login' in step) return step.login.expect === 'accepted';
  return 'session' in step && step.session.expect === 'lives';
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
    return { ...step.probe, at, notAt: undefined, expect: undefined, refusal: undefined, shows: undefined };
  }
  if ('matrix' in step) return { ...step.matrix, rows: Object.keys(step.matrix.rows), refusal: undefined };
  if ('presence' in step) return { ...step.presence, seen: undefined, unseen: undefined };
  if ('alike' in step) return { ...step.alike, expect: undefined, answer: undefined };
  if ('login' in step) return { ...step.login, expect: undefined, refusal: undefined };
  if ('session' in step) return { ...step.session, expect: undefined, with: undefined };
  if ('iq' in step)
    return { ...step.iq, expect: undefined, condition: undefined, contains: undefined, lacks: undefined };
  return step;
}
