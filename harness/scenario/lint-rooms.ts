import { didYouMean, type YamlPath } from '../input/index.ts';
import type { Archive } from './archive-step.ts';
import type { Flaw } from './flaw.ts';
import { type Part, partsOf } from './part.ts';
import { cellsOf, fencedSessionsOf, roomOf } from './probes.ts';
import { isRoomStep, type RoomStep } from './room-twin.ts';
import type { ScenarioFile } from './scenario.ts';
import type { Probe, Step } from './steps.ts';
import type { Channel } from './stimuli.ts';

/** What could not be played in rooms, or would prove nothing: each step rests on who has entered before. */
export function roomFlaws(steps: readonly Step[], path: YamlPath): Flaw[] {
  const state: State = {
    rooms: new Set(),
    inside: new Map(),
    sure: new Map(),
    asked: new Map(),
    remembered: new Map(),
  };
  return steps.flatMap((step, index) => {
    const found = flawsOf(step, state);
    note(step, state);
    noteWhoResumes(steps, state);
    return found.map((flaw) => ({ path: [...path, index, ...flaw.path], sentence: flaw.sentence }));
  });
}

function flawsOf(step: Step, state: State): Flaw[] {
  if (isRoomStep(step)) return stepFlaws(step, state);
  if ('probe' in step) return probeFlaws(step.probe, state);
  if ('channel' in step) return channelFlaws(step.channel, state);
  if ('archive' in step) return archiveFlaws(step.archive, state);
  if (!('matrix' in step) || step.matrix.room === undefined) return [];
  const [flaw] = cellsOf(step.matrix).flatMap((row) => probeFlaws(row, state));
  return flaw === undefined ? [] : [{ ...flaw, path: ['matrix'] }];
}

/**
 * Up to a step: the rooms that were made, who is in each, who is there whatever a step between may have changed, who asked to be, and the
 * words of the messages that were sent to it.
 */
interface State {
  readonly rooms: Set<string>;
  readonly inside: Map<string, Set<string>>;
  readonly sure: Map<string, Set<string>>;
  readonly asked: Map<string, Set<string>>;
  readonly remembered: Map<string, Set<string>>;
}

function stepFlaws(step: RoomStep, state: State): Flaw[] {
  if ('room' in step) return [];
  const [kind = ''] = Object.keys(step);
  const { room, who } = placeOf(step);
  if (!state.rooms.has(room)) {
    return [{ path: [kind, 'room'], sentence: unmade(room, state.rooms) }];
  }
  if ('enter' in step) return wordFlaws(step.enter, state);
  if ('configure' in step || 'form' in step || state.inside.get(room)?.has(who) === true) return [];
  if ('occupants' in step && isNobodyThere(step.occupants) && state.asked.get(room)?.has(who) === true)
    return [];
  return [{ path: [kind], sentence: `\`${who}\` has not entered \`${room}\`; add an \`enter\` before` }];
}

/** Somebody who was refused can tell that nothing was told of the others. */
function isNobodyThere({
  here,
  gone,
  unseen,
}: Extract<RoomStep, { occupants: unknown }>['occupants']): boolean {
  return here.length + gone.length === 0 && unseen.length > 0;
}

function unmade(room: string, rooms: ReadonlySet<string>): string {
  const meant = rooms.size === 0 ? '' : `; ${didYouMean(room, rooms)}`;
  return `no earlier \`room\` step makes \`${room}\`; add one${meant}`;
}

function placeOf(step: Exclude<RoomStep, { room: unknown }>): { room: string; who: string } {
  if ('configure' in step) return { room: step.configure.room, who: step.configure.actor };
  if ('form' in step) return { room: step.form.room, who: step.form.actor };
  if ('enter' in step) return { room: step.enter.room, who: step.enter.actor };
  if ('leave' in step) return { room: step.leave.room, who: step.leave.actor };
  if ('occupants' in step) return { room: step.occupants.room, who: step.occupants.at };
  return { room: step.notice.room, who: step.notice.at };
}

/** Only a room that was made has an archive. */
function archiveFlaws({ room }: Archive, { rooms }: State): Flaw[] {
  if (room === undefined || rooms.has(room)) return [];
  return [{ path: ['archive', 'room'], sentence: unmade(room, rooms) }];
}

/** What goes through a room is sent by one who is in it, to one who is. */
function channelFlaws({ room, from, to }: Channel, { inside }: State): Flaw[] {
  if (room === undefined) return [];
  const missing = [from, to].find((name) => inside.get(room)?.has(name) !== true);
  if (missing === undefined) return [];
  const sentence = `\`${missing}\` has not entered \`${room}\`; add an \`enter\` before, or leave out the room`;
  return [{ path: ['channel', 'room'], sentence }];
}

/** History is of messages that were sent to that room; and who is refused is shown none. */
function wordFlaws(enter: Extract<RoomStep, { enter: unknown }>['enter'], { remembered }: State): Flaw[] {
  const known = remembered.get(enter.room) ?? new Set<string>();
  const flaws: Flaw[] = [];
  for (const key of ['holds', 'lacks'] as const) {
    if (enter.expect === 'refused' && enter[key].length > 0) {
      const sentence = 'who is refused is shown no history at all; leave this out';
      flaws.push({ path: ['enter', key], sentence });
    }
    for (const [index, word] of enter[key].entries()) {
      if (known.has(word)) continue;
      const sentence = `no earlier probe to \`${enter.room}\` remembers \`${word}\`; ${didYouMean(word, known)}`;
      flaws.push({ path: ['enter', key, index], sentence });
    }
  }
  return flaws;
}

function probeFlaws(probe: Probe, { rooms, inside, sure }: State): Flaw[] {
  const room = roomOf(probe);
  const elsewhere = probe.bracket?.from;
  if (room === undefined) {
    if (elsewhere === undefined) return [];
    const sentence = 'only a room puts what comes from several in one order; leave this out';
    return [{ path: ['probe', 'bracket', 'from'], sentence }];
  }
  if (!rooms.has(room)) {
    return [{ path: ['probe', 'to'], sentence: unmade(room, rooms) }];
  }
  const occupants = inside.get(room) ?? new Set<string>();
  return [
    ...bracketFlaws(probe, room, inside),
    ...typeFlaws(probe),
    ...recipientFlaws(probe, occupants, sure.get(room) ?? new Set()),
    ...fenceFlaws(probe),
  ];
}

/** Control and fence pass somewhere; where that is not this room, the room has to have answered before: `bracket.from` has it so. */
function bracketFlaws({ from, bracket }: Probe, room: string, inside: State['inside']): Flaw[] {
  const way = bracket?.to === undefined ? room : roomOf({ to: bracket.to });
  if (way !== room && bracket?.from === undefined) {
    const sentence = `what goes past \`${room}\` keeps no order with it; say who sends it, too: \`bracket: {from: …}\``;
    return [{ path: ['probe', 'bracket', 'to'], sentence }];
  }
  const sender = bracket?.from ?? from;
  if (way === undefined || inside.get(way)?.has(sender) === true) return [];
  const sentence = `\`${sender}\` has not entered \`${way}\`, and nothing of it passes there; add an \`enter\` before, or let another send control and fence: \`bracket: {from: …}\``;
  return [{ path: ['probe', 'from'], sentence }];
}

/** What is said to all is of one type; another goes to the room itself, as an invitation does. */
function typeFlaws(probe: Probe): Flaw[] {
  const { type, stanza, expect } = probe;
  if (type === 'groupchat' || stanza !== undefined || expect !== 'delivered' || isPrivate(probe)) return [];
  const sentence = `a room hands on no message of type ${type}; write \`type: groupchat\`, or the whole \`stanza\``;
  return [{ path: ['probe', 'type'], sentence }];
}

/** A group message reaches those who are in the room, and each must be named: the sender's own copy is one of them. */
function recipientFlaws(probe: Probe, occupants: ReadonlySet<string>, sure: ReadonlySet<string>): Flaw[] {
  if (probe.type !== 'groupchat' || isPrivate(probe)) return [];
  const named = fencedSessionsOf(probe);
  const absent = named.find((name) => !occupants.has(name));
  if (absent !== undefined) {
    const sentence = `\`${absent}\` has not entered, and gets nothing; add an \`enter\` before, or leave it out`;
    return [{ path: ['probe'], sentence }];
  }
  const unnamed = [...sure].find((name) => name !== probe.from && !named.includes(name));
  if (unnamed !== undefined) {
    const sentence = `\`${unnamed}\` is in the room too, and what it gets is not looked at; name it in \`at\` or \`notAt\``;
    return [{ path: ['probe'], sentence }];
  }
  if (named.includes(probe.from) || !occupants.has(probe.from)) return [];
  const sentence = `\`${probe.from}\` gets a copy too, by which its own fence is seen; name it in \`at\` or \`notAt\``;
  return [{ path: ['probe', 'at'], sentence }];
}

/** A ping to a session goes past the room. */
function fenceFlaws({ fence }: Probe): Flaw[] {
  const fences = typeof fence === 'string' ? [fence] : Object.values(fence);
  if (!fences.includes('ping')) return [];
  const sentence = 'a ping goes past the room, and fences nothing there; give a label, or a `bracket`';
  return [{ path: ['probe', 'fence'], sentence }];
}

function isPrivate({ to }: Probe): boolean {
  return typeof to === 'object' && 'room' in to && to.nick !== undefined;
}

function note(step: Step, state: State): void {
  const { rooms, inside, asked, remembered } = state;
  noteWhoIsSure(step, state);
  if ('room' in step && step.room.expect === 'made') {
    rooms.add(step.room.name);
    inside.set(step.room.name, new Set([step.room.owner]));
  }
  if ('enter' in step && step.enter.expect === 'entered') inside.get(step.enter.room)?.add(step.enter.actor);
  if ('enter' in step) asked.set(step.enter.room, new Set(asked.get(step.enter.room)).add(step.enter.actor));
  if ('leave' in step) inside.get(step.leave.room)?.delete(step.leave.actor);
  if ('disconnect' in step) for (const occupants of inside.values()) occupants.delete(step.disconnect);
  if (!('probe' in step) || step.probe.remember === undefined) return;
  const room = roomOf(step.probe);
  if (room === undefined) return;
  remembered.set(room, new Set(remembered.get(room)).add(step.probe.remember));
}

/** A step that may put somebody out, or end a session, leaves open who is still there. */
function noteWhoIsSure(step: Step, { sure }: State): void {
  if ('room' in step) sure.set(step.room.name, new Set([step.room.owner]));
  else if ('enter' in step && step.enter.expect === 'entered')
    sure.get(step.enter.room)?.add(step.enter.actor);
  else if ('leave' in step) sure.get(step.leave.room)?.delete(step.leave.actor);
  else if (!calm.some((kind) => kind in step)) sure.clear();
}

/** Steps after which those who were in a room are there. */
const calm = [
  'probe',
  'matrix',
  'enter',
  'occupants',
  'notice',
  'catalog',
  'disco',
  'archive',
  'alike',
  'connect',
] as const;

/** Whoever resumes the session of another gets what waits for that one, and is where that one is. */
function noteWhoResumes(steps: readonly Step[], { inside }: State): void {
  for (const step of steps) {
    if (!('resume' in step) || step.resume.of === undefined || step.resume.expect === 'refused') continue;
    for (const occupants of inside.values())
      if (occupants.has(step.resume.of)) occupants.add(step.resume.actor);
  }
}

/**
 * What shows nothing without its opposite, here or in the twin: a refused entry on a server that lets nobody in, a message
 * that a history lacks on one that keeps none, a notice that did not come on one that sends none.
 */
export function roomCounterpartFlaws(file: ScenarioFile): Flaw[] {
  const steps = partsOf(file).flatMap(({ steps: all }: Part) => all);
  const entered = new Set(
    steps.flatMap((step) => ('enter' in step && step.enter.expect === 'entered' ? step.enter.room : [])),
  );
  const held = new Set(steps.flatMap((step) => ('enter' in step ? step.enter.holds : [])));
  const noticed = steps.some((step) => 'notice' in step && step.notice.expect === 'seen');
  return file.steps.flatMap((step, index): Flaw[] => {
    const path = ['steps', index];
    if ('notice' in step && step.notice.expect === 'unseen' && !noticed) {
      const sentence =
        'there are servers that send no notices; add a `notice` that is seen, here or in a twin';
      return [{ path: [...path, 'notice'], sentence }];
    }
    if (!('enter' in step)) return [];
    const { expect, room, lacks } = step.enter;
    if (expect === 'refused' && !entered.has(room)) {
      const sentence = `nobody ever enters \`${room}\`; add somebody who does, here or in a twin`;
      return [{ path: [...path, 'enter'], sentence }];
    }
    const lost = lacks.find((word) => !held.has(word));
    if (lost === undefined) return [];
    const sentence = `no history ever holds \`${lost}\`; let somebody find it in \`holds\`, here or in a twin`;
    return [{ path: [...path, 'enter', 'lacks'], sentence }];
  });
}
