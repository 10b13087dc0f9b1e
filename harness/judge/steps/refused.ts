import { childElements } from '#xml';
import type { Probe } from '../../scenario/index.ts';
import { captionOf } from '../arrows.ts';
import { type Context, fullJid } from '../context.ts';
import type { Note, SeenStanza } from '../evidence.ts';
import { type Found, fails, holds, lacks, open } from '../findings.ts';
import { conditionOf, echoFlaws, errorFlaws, labelledInside, type Refused } from '../match.ts';
import { receiptFlaws } from '../receipts.ts';
import { answers, holdsNonce, isError, sightings } from '../sightings.ts';
import { fillIn, occurs } from '../texts.ts';
import { copiedError } from './carbon.ts';
import type { ProbeCase } from './probe-case.ts';
import { addressFlaws } from './reflected.ts';
import { isHeld } from './replayed.ts';

/**
 * A refused message: no session it was meant for sees any part of it, to the end of the scenario, and its sender is told
 * at most once, in an error that gives nothing away.
 */
export function judgeRefused(context: Context, one: ProbeCase): Found[] {
  const found = [...one.at.map((actor) => judgeUnseen(context, one, actor)), ...judgeErrors(context, one)];
  if (found.length > 0) return found;
  return [
    open('nobody sees the message', 'nobody listens where it was sent, and no error came', [one.sent.n]),
  ];
}

/** This session sees no part of the message, to the end of the scenario. */
export function judgeUnseen(
  context: Context,
  { probe, stimulus, bracket, strength, sent }: ProbeCase,
  actor: string,
): Found {
  const claim = `${actor} does not receive the message`;
  const own = actor === probe.from;
  const seen = sightings(context.evidence, stimulus).filter(
    (one) => one.actor === actor && !(own && isError(one)) && !isHeld(context, probe, one),
  );
  const [first] = seen;
  if (first) {
    const lines = seen.map(({ n }) => n);
    return fails('leak', claim, `it came: ${captionOf(context, first)}`, lines);
  }
  if (bracket.complete) return holds(claim, [sent.n], strength);
  return open(claim, 'nothing came, and the proof is not complete', [sent.n]);
}

function judgeErrors(context: Context, one: ProbeCase): Found[] {
  const { probe, stimulus, sent } = one;
  const all = answers(context.evidence, stimulus, probe.from);
  const errors = all.filter(isError);
  const refused = {
    sent,
    sender: fullJid(context, probe.from, sent.n),
    // To several: of each of them, from the service or from that one
    ...(stimulus.to !== undefined && probe.addresses === undefined && { to: stimulus.to }),
    ...(stimulus.nonce !== undefined && { nonce: stimulus.nonce }),
  };
  return [
    ...judgeCount(one, errors),
    ...all.filter((answer) => !isError(answer)).map((answer) => granted(probe.from, answer)),
    ...errors.slice(0, maxErrors(probe)).flatMap((error) => errorFlaws(error, refused, probe.refusal)),
    ...errors.flatMap((error) => addressFlaws(context, one, error)),
    ...errors.flatMap((error) => tellingFlaws(context, probe, error)),
    ...errors.slice(maxErrors(probe)).flatMap((error) => echoFlaws(error, refused)),
    ...strayEchoes(context, one, errors),
    ...copiedEchoes(context, refused, stimulus),
    ...receiptFlaws(context.evidence, stimulus, probe.from),
  ];
}

/** At most one error for each addressed; none, or exactly one, where the scenario or the protocol says so. */
function judgeCount(one: ProbeCase, errors: readonly SeenStanza[]): Found[] {
  const { probe, bracket, sent } = one;
  const lines = errors.map(({ n }) => n);
  const silence =
    mustAnswer(sent) && probe.refusal?.silence !== 'required' ? 'forbidden' : probe.refusal?.silence;
  if (errors.length > maxErrors(probe)) {
    const said = errors.map((error) => String(conditionOf(error))).join(', ');
    return [
      fails(
        'wrong-error',
        `${probe.from} is told at most once (ERR-06)`,
        `${errors.length} errors came: ${said}`,
        lines,
      ),
    ];
  }
  if (silence === 'required') {
    const claim = `${probe.from} is told nothing`;
    if (errors.length > 0)
      return [fails(isError(sent) ? 'wrong-error' : 'leak', claim, 'an error came', lines)];
    return [
      bracket.complete ? holds(claim, [sent.n], one.strength) : open(claim, 'the proof is not complete'),
    ];
  }
  const claim = `${probe.from} is told of the refusal`;
  if (errors.length > 0) return [holds(claim, lines)];
  return silence === 'forbidden'
    ? [lacks('wrong-error', claim, 'no error came', bracket.complete, [sent.n])]
    : [];
}

/** What the scenario says that the error must not tell. */
function tellingFlaws(context: Context, { refusal }: Probe, error: SeenStanza): Found[] {
  return (refusal?.lacks ?? [])
    .filter((one) => occurs(fillIn(one, context.evidence.header, context.fixtures), error.raw))
    .map((one) => fails('leak', `the error does not hold \`${one}\``, 'it does', [error.n]));
}

/** An iq is answered whatever comes of it (RFC 6120 §8.2.3). */
function mustAnswer({ element }: SeenStanza): boolean {
  return (
    element.name === 'iq' &&
    ['get', 'set'].includes(String(element.attributes['type'])) &&
    childElements(element).length > 0
  );
}

/** One for each of those that it was addressed to. */
function maxErrors({ addresses }: Probe): number {
  return addresses?.length ?? 1;
}

function granted(from: string, answer: SeenStanza): Found {
  return fails('leak', `${from}'s request is refused`, 'a result came', [answer.n]);
}

/** Carbon copies of the error, at whichever session, that give back what was sent (CARB-04). */
function copiedEchoes(context: Context, refused: Refused, { id, from }: Note): Found[] {
  return context.evidence.stanzas.flatMap((seen) => {
    const error = seen.direction === 'received' ? copiedError(seen, id) : undefined;
    return error === undefined ? [] : echoFlaws(error, refused, seen.actor === from ? 'wrong-error' : 'leak');
  });
}

/** Whatever else comes to the sender and gives back what was sent: errors under another id, the end of its stream, a note in plain words. */
function strayEchoes(
  context: Context,
  { probe, stimulus, at }: ProbeCase,
  known: readonly SeenStanza[],
): Found[] {
  // A session that it was sent to is asked about as one that must not have it; another of that account may have it (RFC 6121 §8.5.3)
  const isTold = at.includes(probe.from) || isOwnAccount(context, probe, stimulus);
  return context.evidence.stanzas
    .filter((seen) => seen.direction === 'received' && seen.actor === probe.from && !known.includes(seen))
    .filter((seen) => holdsNonce(seen, stimulus) && (isError(seen) || !isTold))
    .filter((seen) => !isHeld(context, probe, seen))
    .map((seen) => {
      const label = labelledInside(seen) ? ' and a label' : '';
      const what = isError(seen) ? 'the error repeats' : 'what the sender is told repeats';
      return fails(
        'wrong-error',
        `${what} nothing of the message (ERR-02)`,
        `it repeats the content${label}`,
        [seen.n],
      );
    });
}

/** Does the sender write to its own account? */
function isOwnAccount(context: Context, { from }: Probe, { n, to }: ProbeCase['stimulus']): boolean {
  return to?.split('/')[0] === fullJid(context, from, n).split('/')[0];
}
