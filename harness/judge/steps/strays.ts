import type { Context } from '../context.ts';
import type { Note } from '../evidence.ts';
import { type Found, fails } from '../findings.ts';
import { sightings } from '../sightings.ts';
import { bears, domainAt, domainOf } from '../wire.ts';
import type { ProbeCase } from './probe-case.ts';

/**
 * Content of a message that was written to a domain of the harness where nobody should have it: at which nobody is whom it is for, or, where it
 * is refused, anywhere. What an actor there got is judged as such; this is what came for nobody. One's own message comes back to one's
 * domain in no refusal.
 */
export function strayFlaws(
  context: Context,
  { probe, stimulus, at }: Pick<ProbeCase, 'probe' | 'stimulus' | 'at'>,
  { isRefused, judged }: { readonly isRefused: boolean; readonly judged: readonly string[] },
): Found[] {
  const entitled = isRefused
    ? []
    : [...[probe.from, ...at].map((actor) => domainAt(context, actor)), domainOf(String(stimulus.to))];
  return strayDomains(context, stimulus, [...judged, ...entitled]);
}

/** One failure for each other domain that bytes of the message were written to, and where no actor has it. */
export function strayDomains(context: Context, note: Note, known: readonly string[]): Found[] {
  const { evidence } = context;
  const there = sightings(evidence, note).map(({ actor }) => domainAt(context, actor));
  const pieces = evidence.wire.filter(
    (piece) =>
      piece.direction === 'received' && bears(piece, note) && ![...known, ...there].includes(piece.peer),
  );
  return [...new Set(pieces.map(({ peer }) => peer))].map((domain) => {
    const lines = pieces.filter(({ peer }) => peer === domain).map(({ n }) => n);
    const whom = domain === '' ? 'nobody knows whom' : domain;
    return fails(
      'leak',
      `no byte of the message is written to ${whom}`,
      'it was, for nobody who is there',
      lines,
    );
  });
}
