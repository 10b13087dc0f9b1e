import { type Alike, addressOf, type Stimulus } from '../../scenario/index.ts';
import { type Backwash, backwashOf } from '../backwash.ts';
import type { Context } from '../context.ts';
import type { Note } from '../evidence.ts';
import { type Found, fails, holds, list, open } from '../findings.ts';
import { conditionOf } from '../match.ts';
import { answers, notesOf, sentStanza } from '../sightings.ts';
import { endedStreams } from '../streams.ts';
import { addressName } from '../texts.ts';

/** One stanza, and what came back. */
interface Answered {
  readonly name: string;
  readonly note: Note;
  readonly backwash: Backwash;
}

/** Several stanzas: what came back is the same for all, or is not. Nothing at all is the same as nothing at all. */
export function judgeAlike(context: Context, alike: Alike, step: number): Found[] {
  const notes = alike.probes.map((_, index) => notesOf(context.evidence, step, 'probe', `.${index}`)[0]);
  const cases = alike.probes.map((probe, index) => {
    const name = stimulusName(probe, context.evidence.header.domain);
    return answered(context, { name, notes, index, step, room: alike.room });
  });
  const whole = cases.flatMap((one) => ('outcome' in one ? [] : [one]));
  if (whole.length < cases.length) return cases.flatMap((one) => ('outcome' in one ? [one] : []));
  const senders = whole.map(({ note }) => String(note.from));
  return [
    compared(alike, whole),
    ...judgeKind(alike, whole),
    ...endedStreams(context.evidence, step, senders),
  ];
}

/** A stimulus as a sentence says it: `a message labelled A-S to rita`. */
export function stimulusName(one: Stimulus, domain?: string): string {
  if (one.note !== undefined) return one.note;
  const address = addressOf(one);
  const to = address === undefined ? '' : ` to ${addressName(address, domain)}`;
  if ('message' in one) {
    const { label, payload } = one.message;
    return `a message${payload === undefined ? ` labelled ${label}` : ' with a payload'}${to}`;
  }
  if ('iq' in one) return `an iq ${one.iq.type}${to}`;
  if ('presence' in one) return `presence ${one.presence.type ?? 'available'}${to}`;
  return 'catalog' in one ? `the labels${to.replace(' to ', ' for ')}` : `a stanza${to}`;
}

function answered(
  context: Context,
  of: {
    readonly name: string;
    readonly notes: readonly (Note | undefined)[];
    readonly index: number;
    readonly step: number;
    readonly room: string | undefined;
  },
): Answered | Found {
  const { name, notes, index, step, room } = of;
  const note = notes[index];
  const sent = note && sentStanza(context.evidence, note, String(note.from));
  if (!note || !sent) return open(`${name} is sent`, 'it was not sent');
  const [ping] = notesOf(context.evidence, step, 'sender-fence', `.${index}`);
  if (!ping || answers(context.evidence, ping, String(note.from)).length === 0)
    return open(`the ping after ${name} is answered`, 'no answer came', [sent.n]);
  const [through] = notesOf(context.evidence, step, 'room-fence', `.${index}`);
  if (room !== undefined && !(through && answers(context.evidence, through, String(note.from)).length > 0))
    return open(`the ping through ${room} after ${name} is answered`, 'no answer came', [sent.n]);
  return { name, note, backwash: backwashOf(context, { note, ping, next: notes[index + 1] }) };
}

function compared({ expect }: Alike, cases: readonly Answered[]): Found {
  const texts = cases.map(textOf);
  const names = cases.map(({ name }) => name);
  const seen = cases.map((one) => `${one.name}: ${textOf(one) || 'nothing'}`).join('; ');
  const [claim, held] = claims[expect](names, texts);
  const lines = cases.flatMap(linesOf);
  return held
    ? holds(claim, lines)
    : fails(expect === 'different' ? 'over-block' : 'leak', claim, seen, lines);
}

type Claim = (names: readonly string[], texts: readonly string[]) => readonly [claim: string, held: boolean];

const claims: Readonly<Record<Alike['expect'], Claim>> = {
  same: (names, texts) => [
    `the sender cannot tell ${list(names)} apart by what comes back`,
    new Set(texts).size === 1,
  ],
  different: (names, texts) => [
    `what comes back for ${list(names)} is not all the same`,
    new Set(texts).size > 1,
  ],
  'first-like-another': (names, texts) => [
    `the sender cannot tell ${names.join(' from ')}, or at least from one of the others`,
    texts.slice(1).some((text) => text === texts[0]),
  ],
};

function judgeKind({ answer }: Alike, cases: readonly Answered[]): Found[] {
  if (answer === undefined) return [];
  return cases.map((one) => {
    const { seen } = one.backwash;
    if (answer === 'silence') {
      const claim = `nothing comes back for ${one.name}`;
      return seen.length === 0
        ? holds(claim, [one.note.n])
        : fails('leak', claim, `there came ${textOf(one)}`, linesOf(one));
    }
    const claim = `${one.name} is answered with ${answer.condition.join(' or ')}`;
    const said = seen.map((stanza) => conditionOf(stanza) ?? 'no error');
    const right = said.length === 1 && said.every((condition) => answer.condition.includes(condition));
    return right
      ? holds(claim, linesOf(one))
      : fails('wrong-error', claim, said.length === 0 ? 'nothing came' : `it is ${list(said)}`, linesOf(one));
  });
}

function textOf({ backwash }: Answered): string {
  return backwash.texts.join(' ');
}

function linesOf({ backwash }: Answered): number[] {
  return backwash.seen.map(({ n }) => n);
}
