import type { Step } from './steps.ts';

/** A step about a room. */
export type RoomStep = Extract<
  Step,
  | { room: unknown }
  | { configure: unknown }
  | { form: unknown }
  | { enter: unknown }
  | { leave: unknown }
  | { occupants: unknown }
  | { notice: unknown }
>;

export function isRoomStep(step: Step): step is RoomStep {
  return roomKinds.some((kind) => kind in step);
}

const roomKinds = ['room', 'configure', 'form', 'enter', 'leave', 'occupants', 'notice'] as const;

/**
 * A step about a room, as a twin without steps of its own has it: who is refused enters, and finds all that the history
 * lacked; who had gone, or was never seen, is there; a room or a form that was refused is taken, and a notice is seen where it
 * was not, and not where it was. Who enters, leaves or makes a room does so in the twin too.
 */
export function roomStepInTwin(step: RoomStep): RoomStep {
  if ('room' in step) return { room: { ...step.room, expect: 'made', condition: undefined } };
  if ('configure' in step) return { configure: { ...step.configure, expect: 'done', condition: undefined } };
  if ('notice' in step)
    return { notice: { ...step.notice, expect: step.notice.expect === 'seen' ? 'unseen' : 'seen' } };
  if ('occupants' in step) {
    const { here, gone, unseen } = step.occupants;
    const all = [...new Set([...here, ...gone, ...unseen])];
    const changed = gone.length + unseen.length > 0;
    return {
      occupants: { ...step.occupants, here: all, gone: [], unseen: [], ...(changed && { status: {} }) },
    };
  }
  if ('leave' in step || 'form' in step) return step;
  const { holds, lacks, replayed } = step.enter;
  return {
    enter: {
      ...step.enter,
      expect: 'entered',
      condition: undefined,
      type: undefined,
      accepts: undefined,
      contains: [],
      holds: [...holds, ...lacks],
      lacks: [],
      replayed: lacks.length > 0 ? undefined : replayed,
    },
  };
}

/** Such a step without what is expected of it. */
export function roomStimulusOf(step: RoomStep): unknown {
  if ('room' in step) return { ...step.room, expect: undefined, condition: undefined };
  if ('configure' in step) return { ...step.configure, expect: undefined, condition: undefined };
  if ('leave' in step) return step;
  if ('form' in step) return { actor: step.form.actor, room: step.form.room };
  if ('notice' in step) return { ...step.notice, expect: undefined };
  if ('occupants' in step) return { at: step.occupants.at, room: step.occupants.room };
  const { actor, room, nick, password, history } = step.enter;
  return { actor, room, nick, password, history };
}
