import type { Resume } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import type { Evidence, SeenStanza } from '../evidence.ts';
import { type Found, fails, holds, open } from '../findings.ts';
import { managementNamespace, streamsNamespace } from '../namespaces.ts';
import { answers, isError, notesOf } from '../sightings.ts';
import { saidInStep } from './management.ts';

/**
 * A resumption: the session goes on, a ping in it is answered, and nothing comes that its client said it had; or there is
 * none, and nothing of it comes. A server need not resume any session: that one is refused fails nothing.
 */
export function judgeResume({ evidence }: Context, resume: Resume, step: number): Found[] {
  const { actor, of = actor, has, expect } = resume;
  const [resumed] = saidInStep(evidence, actor, 'resumed', step);
  if (expect === 'refused') return judgeRefused(evidence, resume, resumed, step);
  const claim = `${actor} resumes the session of ${of}`;
  if (resumed === undefined) return [open(claim, 'the server did not')];
  const [ping] = notesOf(evidence, step, 'sender-fence', '');
  const [answer] = ping ? answers(evidence, ping, actor) : [];
  if (answer === undefined || isError(answer))
    return [open(claim, 'the ping in it is not answered', [resumed.n])];
  const lines = [resumed.n, answer.n];
  const again = repeatedAt(evidence, { actor, of, from: resumed.n, until: answer.n }).map(({ n }) => n);
  return [
    holds(claim, lines),
    ...(has === 'all' ? onceOnly(of, again, lines) : comesAgain(of, again, lines)),
  ];
}

function onceOnly(of: string, again: readonly number[], lines: readonly number[]): Found[] {
  const claim = `no message that ${of} had comes again`;
  return again.length === 0
    ? [holds(claim, lines)]
    : again.map((n) => fails('protocol', claim, 'one came', [n]));
}

/** Otherwise what is withheld could be lost with all the rest, and nobody would see the difference. */
function comesAgain(of: string, again: readonly number[], lines: readonly number[]): Found[] {
  const claim = `a message that ${of} did not acknowledge comes again`;
  return [again.length === 0 ? open(claim, 'none came', lines) : holds(claim, again)];
}

interface Resumption {
  readonly actor: string;
  readonly of: string;
  readonly from: number;
  readonly until: number;
}

/** Messages between the resumption and the answer to the ping that had come to the session before. */
function repeatedAt({ stanzas }: Evidence, { actor, of, from, until }: Resumption): SeenStanza[] {
  const messages = stanzas.filter(
    ({ direction, element }) => direction === 'received' && element.name === 'message',
  );
  const known = messages.filter((one) => one.actor === of && one.n < from);
  return messages
    .filter((one) => one.actor === actor && one.n > from && one.n < until)
    .filter((one) => known.some((before) => isSame(before, one)));
}

function isSame({ element: one }: SeenStanza, { element: other }: SeenStanza): boolean {
  return (
    one.attributes['id'] !== undefined &&
    one.attributes['id'] === other.attributes['id'] &&
    one.attributes['from'] === other.attributes['from']
  );
}

function judgeRefused(
  evidence: Evidence,
  { actor, of = actor }: Resume,
  resumed: SeenStanza | undefined,
  step: number,
): Found[] {
  const claim = `${actor} does not resume the session of ${of}`;
  if (resumed !== undefined) return [fails('leak', claim, 'it does', [resumed.n])];
  const received = evidence.stanzas.filter(
    (one) => one.step === step && one.actor === actor && one.direction === 'received',
  );
  const messages = received.filter(({ element }) => element.name === 'message');
  const refusals = received.filter(
    ({ element: { name, namespace } }) =>
      (name === 'failed' && namespace === managementNamespace) ||
      (name === 'error' && namespace === streamsNamespace),
  );
  return [
    refusals.length > 0
      ? holds(
          claim,
          refusals.map(({ n }) => n),
        )
      : open(claim, 'the server said neither'),
    ...messages.map(({ n }) => fails('leak', `${actor} receives nothing`, 'a message came', [n])),
  ];
}
