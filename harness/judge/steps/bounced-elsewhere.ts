import type { Bounced } from '../../scenario/index.ts';
import { type Context, fullJid } from '../context.ts';
import type { Note, SeenStanza, WirePiece } from '../evidence.ts';
import { type Found, fails } from '../findings.ts';
import { isError, sightings } from '../sightings.ts';
import { bareOf } from '../texts.ts';
import { domainAt, domainOf, peerOf, writtenTo } from '../wire.ts';
import { strayDomains } from './strays.ts';

/** A message that was sent to somebody who answers it with an error, or is not there. */
export interface Answered {
  readonly step: Bounced;
  /** Who answers. */
  readonly at: string;
  readonly stimulus: Note;
}

/** Errors that were written to the peer's server from then on in the step, whoever there they are for. */
export function errorsWritten(context: Context, at: string, bounce: SeenStanza, step: number): WirePiece[] {
  const domain = peerOf(context, at);
  if (domain === undefined) return [];
  const end = context.evidence.ends.get(step) ?? Infinity;
  return writtenTo(context, domain).filter(({ n, raw }) => n > bounce.n && n < end && errorTag.test(raw));
}

const errorTag = /^<(?:[\w.-]+:)?(?:message|presence)\b[^>]*\stype\s*=\s*(['"])error\1/;

/**
 * Nothing of the message is anywhere but where it went: not back at its sender in something that is no error, at nobody else, and in no bytes to
 * another server; where there is nobody to answer, not even there.
 */
export function elsewhere(context: Context, one: Answered): Found[] {
  const { step, at, stimulus } = one;
  const isGone = step.error === 'none';
  const seen = sightings(context.evidence, stimulus).filter((copy) => !isDue(context, one, copy));
  const known = isGone ? [] : [at, step.from].map((actor) => domainAt(context, actor));
  return [
    ...seen.map((copy) =>
      fails('leak', 'nobody else gets anything of the message', `${copy.actor} does`, [copy.n]),
    ),
    ...strayDomains(context, stimulus, isGone ? known : [...known, domainOf(String(stimulus.to))]),
  ];
}

/** Is it a copy where it belongs, or an error at its sender, which is judged as that? */
function isDue(context: Context, { step, at, stimulus }: Answered, copy: SeenStanza): boolean {
  if (copy.actor === step.from && isError(copy)) return true;
  if (step.error === 'none') return false;
  if (isRoom(step)) return !isError(copy) && bareOf(copy.element.attributes['from'] ?? '') === stimulus.to;
  const account = bareOf(fullJid(context, copy.actor));
  return (
    copy.actor !== step.from && [step.from, at].some((actor) => bareOf(fullJid(context, actor)) === account)
  );
}

export function isRoom({ to }: Bounced): boolean {
  return typeof to === 'object' && 'room' in to && to.nick === undefined;
}
