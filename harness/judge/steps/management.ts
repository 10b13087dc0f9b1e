import type { Acknowledge, Counted, Enable } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import type { Evidence, SeenStanza } from '../evidence.ts';
import { type Found, fails, holds, list, open } from '../findings.ts';
import { managementNamespace } from '../namespaces.ts';
import { answers, notesOf } from '../sightings.ts';
import { streamErrors } from '../streams.ts';

/** That a stream is managed is no claim about labels, but nothing after it can be believed without it. */
export function judgeEnable({ evidence }: Context, { actor }: Enable, step: number): Found[] {
  const claim = `${actor}'s stream is managed, and its session can be resumed`;
  const [enabled] = saidInStep(evidence, actor, 'enabled', step);
  if (enabled === undefined) return [open(claim, 'the server does not say so')];
  const { id, resume } = enabled.element.attributes;
  const isResumable = id !== undefined && (resume === 'true' || resume === '1');
  return [isResumable ? holds(claim, [enabled.n]) : open(claim, 'it cannot be resumed', [enabled.n])];
}

/** The server has counted every stanza that the actor sent since its stream is managed (XEP-0198 §4). */
export function judgeCounted({ evidence }: Context, { actor }: Counted, step: number): Found[] {
  const claim = `the server has counted all that ${actor} sent`;
  const [asked] = notesOf(evidence, step, 'count', '');
  const [answer] = saidInStep(evidence, actor, 'a', step);
  const begin = asked && beginOf(evidence, actor, asked.n);
  const goesOn = streamGoesOn(evidence, actor, step);
  if (asked === undefined || begin === undefined || answer === undefined)
    return [open(claim, 'no count came'), ...goesOn];
  const sent = evidence.stanzas.filter(
    (one) =>
      one.actor === actor &&
      one.direction === 'sent' &&
      one.n > begin.n &&
      one.n < asked.n &&
      stanzaNames.has(one.element.name),
  );
  const expected = begin.count + sent.length;
  const h = answer.element.attributes['h'];
  const lines = [answer.n];
  const found =
    h === String(expected)
      ? holds(claim, lines)
      : fails('protocol', claim, `it says ${h ?? 'nothing'} of ${expected}`, lines);
  return [found, ...goesOn];
}

/** What the actor acknowledges was sent: the server has no reason to end the stream (XEP-0198 §4). */
export function judgeAcknowledge({ evidence }: Context, { actor }: Acknowledge, step: number): Found[] {
  return streamGoesOn(evidence, actor, step);
}

/** That a connection was cut is no claim, but nothing after it can be believed without it. */
export function judgeDrop({ evidence }: Context, actor: string, step: number): Found[] {
  const closed = evidence.streams.find(
    (one) => one.step === step && one.actor === actor && one.event === 'closed',
  );
  const claim = `${actor}'s connection is cut`;
  return [closed ? holds(claim, [closed.n]) : open(claim, 'there was none')];
}

/** Elements of stream management of this name that came to an actor in a step. */
export function saidInStep(
  { stanzas }: Evidence,
  actor: string,
  name: string,
  step: number,
): readonly SeenStanza[] {
  return stanzas.filter(
    (one) =>
      one.step === step &&
      one.actor === actor &&
      one.direction === 'received' &&
      one.element.name === name &&
      one.element.namespace === managementNamespace,
  );
}

/** Where counting begins: at the request to manage the stream, or with what the server said when it resumed it. */
function beginOf(
  { stanzas }: Evidence,
  actor: string,
  before: number,
): { readonly n: number; readonly count: number } | undefined {
  const begin = stanzas.findLast(
    ({ n, actor: at, direction, element }) =>
      n < before &&
      at === actor &&
      element.namespace === managementNamespace &&
      ((direction === 'sent' && element.name === 'enable') ||
        (direction === 'received' && element.name === 'resumed')),
  );
  return begin && { n: begin.n, count: Number(begin.element.attributes['h'] ?? 0) };
}

function streamGoesOn(evidence: Evidence, actor: string, step: number): Found[] {
  const claim = `${actor}'s stream goes on`;
  const errors = streamErrors(evidence, actor, step);
  const ends = evidence.streams.filter(
    (one) => one.step === step && one.actor === actor && (one.event === 'closed' || one.event === 'error'),
  );
  if (ends.length > 0)
    return [
      fails(
        'protocol',
        claim,
        `it ended: ${list(errors) || 'without a stream error'}`,
        ends.map(({ n }) => n),
      ),
    ];
  const [ping] = notesOf(evidence, step, 'sender-fence', '');
  const [answer] = ping ? answers(evidence, ping, actor) : [];
  return [answer ? holds(claim, [answer.n]) : open(claim, 'no answer came to the ping after it')];
}

export const stanzaNames: ReadonlySet<string> = new Set(['message', 'presence', 'iq']);
