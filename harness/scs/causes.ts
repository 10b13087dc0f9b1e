import type { TranscriptLine } from '../observe/index.ts';
import { readReceived } from './body.ts';
import type { Script } from './script.ts';
import { bareOf, type Sent } from './sent.ts';

/** A stanza that a `receives` read. */
export interface Arrival {
  readonly step: number;
  readonly n: number;
  /** Whose session it came to. */
  readonly who: string;
  readonly name: string;
  readonly id: string | undefined;
  readonly from: string | undefined;
}

/** What the script read, in its order. */
export function arrivalsOf(
  script: Script,
  lines: readonly TranscriptLine[],
  reads: Readonly<Record<number, number>>,
): Arrival[] {
  const byNumber = new Map(lines.map((line) => [line.n, line]));
  return script.steps.flatMap((_, step) => {
    const line = byNumber.get(reads[step] ?? -1);
    if (line?.kind !== 'stanza') return [];
    const element = readReceived(line.raw);
    if (element === undefined) return [];
    const { id, from } = element.attributes;
    return [{ step, n: line.n, who: line.actor, name: element.name, id, from }];
  });
}

/** An arrival with the stanza that made it come, if that shows. */
export type Caused = Arrival & { readonly cause: Sent | undefined };

/**
 * What made each arrival come. Of the stanzas that were sent before it came, in this order:
 * the one of the same id that its session sent, or that its sender sent, or that was sent to where it is from;
 * the first of the same kind that its sender sent and that has caused nothing at this session yet, or else the last of them; who
 * has a nick in a room is a sender there too;
 * the last that its session sent to the address it is from.
 */
export function withCauses(arrivals: readonly Arrival[], sent: readonly Sent[]): Caused[] {
  const claimed = new Set<string>();
  return arrivals.map((arrival) => {
    const before = sent.filter(({ n, step }) => n < arrival.n && step < arrival.step);
    const bySender = before.filter((one) => one.name === arrival.name && isSender(one, arrival, sent));
    const from = arrival.from === undefined ? undefined : bareOf(arrival.from);
    const cause =
      before.findLast(
        (one) => one.id !== undefined && one.id === arrival.id && isAbout(one, arrival, from),
      ) ??
      bySender.find(({ step }) => !claimed.has(`${step} ${arrival.who}`)) ??
      bySender.at(-1) ??
      before.findLast(({ who, to }) => who === arrival.who && to !== undefined && bareOf(to) === from);
    if (cause !== undefined) claimed.add(`${cause.step} ${arrival.who}`);
    return { ...arrival, cause };
  });
}

function isAbout(one: Sent, arrival: Arrival, from: string | undefined): boolean {
  return one.who === arrival.who || one.from === from || (one.to !== undefined && bareOf(one.to) === from);
}

/** Is the arrival from whoever sent this: the account, or a nick that it has taken in a room? */
function isSender(one: Sent, { from }: Arrival, sent: readonly Sent[]): boolean {
  if (from === undefined) return false;
  if (bareOf(from) === one.from) return true;
  return sent.some(({ who, name, to }) => who === one.who && name === 'presence' && to === from);
}
