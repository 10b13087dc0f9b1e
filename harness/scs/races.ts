import type { TranscriptLine } from '../observe/index.ts';
import type { ScsRace } from '../record/index.ts';
import { arrivalsOf, withCauses } from './causes.ts';
import type { Script } from './script.ts';
import { type Sent, sentIn } from './sent.ts';

/**
 * What of a script holds only because of the private pings: without them, what it expects could have been otherwise.
 *
 * Without the pings a stanza is written and the script goes on. What is known then of the server's order is this and no more: one
 * session's stanzas are taken in order (RFC 6120 §10.1), and what somebody waited for was caused by a stanza that had been taken before
 * (`withCauses`). So of two `sends` of different sessions, the first *happens before* the second only where, between them, some
 * `receives` read what the first caused, or what a later stanza of the same session caused; or where that session connected or
 * disconnected, which waits for the server.
 *
 * A race is a pair of `sends` that do not happen one before the other, that touch one account or room between them, and of which at
 * least one caused what is expected later: those expectations are free to fail. A presence for nobody in particular touches
 * everybody. And `receives: nothing` is in a race with every stanza before it that is not known to have been taken: the
 * silence may be a moment too early.
 *
 * Nothing is said of an arrival that has no cause here, nor of what the server itself does later than it answers.
 */
export function racesOf(
  script: Script,
  lines: readonly TranscriptLine[],
  fence: string,
  reads: Readonly<Record<number, number>>,
): ScsRace[] {
  const sent = sentIn(script, lines, fence);
  const arrivals = withCauses(arrivalsOf(script, lines, reads), sent);
  const isTaken = (first: Sent, before: number): boolean =>
    script.steps
      .slice(first.step + 1, before)
      .some(({ verb, who }) => who === first.who && (verb === 'connects' || verb === 'disconnects')) ||
    arrivals.some(
      ({ step, cause }) =>
        step > first.step && step < before && cause?.who === first.who && cause.step >= first.step,
    );
  const lineOf = (step: number): number => script.steps[step]?.line ?? 0;
  const pairs = sent.flatMap((second, at) =>
    sent.slice(0, at).flatMap((first): ScsRace[] => {
      if (first.who === second.who || !touch(first, second) || isTaken(first, second.step)) return [];
      const free = arrivals.filter(
        ({ step, cause }) =>
          step > second.step && (cause?.step === first.step || cause?.step === second.step),
      );
      return free.length === 0
        ? []
        : [
            race(
              lineOf(first.step),
              lineOf(second.step),
              free.map(({ step }) => lineOf(step)),
            ),
          ];
    }),
  );
  return [...pairs, ...silences(script, sent, isTaken, lineOf)];
}

/** Is there an account or a room that both have to do with? */
function touch(a: Sent, b: Sent): boolean {
  if (a.touches === 'everybody' || b.touches === 'everybody') return true;
  const others = b.touches;
  return a.touches.some((place) => others.includes(place));
}

function silences(
  script: Script,
  sent: readonly Sent[],
  isTaken: (first: Sent, before: number) => boolean,
  lineOf: (step: number) => number,
): ScsRace[] {
  return script.steps.flatMap((step, index) => {
    if (step.verb !== 'receives' || step.body !== undefined) return [];
    const open = sent.filter((one) => one.step < index && !isTaken(one, index)).at(-1);
    if (open === undefined) return [];
    const first = lineOf(open.step);
    const sentence = `line ${step.line} looks for silence when what was sent at line ${first} may not have been taken yet`;
    return [{ first, expectations: [step.line], sentence }];
  });
}

function race(first: number, second: number, expectations: readonly number[]): ScsRace {
  const where =
    expectations.length === 1 ? `line ${String(expectations[0])}` : `lines ${expectations.join(', ')}`;
  return {
    ...{ first, second, expectations },
    sentence: `nothing but the private ping puts line ${first} before line ${second}: what is expected at ${where} could be otherwise`,
  };
}
