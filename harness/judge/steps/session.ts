import type { Session } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import { type Found, fails, holds, list, open } from '../findings.ts';
import { conditionOf, isServed } from '../match.ts';
import { streamsNamespace } from '../namespaces.ts';
import { answers, notesOf } from '../sightings.ts';
import { streamConditionOf } from '../streams.ts';

/**
 * A session that was bound before: a ping in it is answered, or the server has ended it with one of some stream errors,
 * at any time since it was bound. An end without one may have any cause, and shows nothing.
 */
export function judgeSession(
  { evidence }: Context,
  { actor, expect, with: allowed }: Session,
  step: number,
): Found[] {
  const lives = `${actor}'s session lives`;
  const [ping] = notesOf(evidence, step, 'sender-fence', '');
  const bound = evidence.streams.findLast(
    (one) => one.actor === actor && one.event === 'bound' && (ping === undefined || one.n < ping.n),
  );
  if (!ping || !bound) return [open(lives, 'there was none')];
  const errors = evidence.stanzas.filter(
    ({ n, actor: at, step: when, direction, element }) =>
      at === actor &&
      n > bound.n &&
      when <= step &&
      direction === 'received' &&
      element.name === 'error' &&
      element.namespace === streamsNamespace,
  );
  const conditions = errors.map(({ element }) => streamConditionOf(element) ?? 'no condition');
  const lines = errors.map(({ n }) => n);
  const [answer] = answers(evidence, ping, actor);

  if (expect === 'lives') {
    if (errors.length > 0)
      return [fails('over-block', lives, `the server ended it: ${list(conditions)}`, lines)];
    if (answer && !isServed(answer))
      return [
        open(lives, `the ping in it is answered with ${conditionOf(answer) ?? 'an error'}`, [answer.n]),
      ];
    return [answer ? holds(lives, [answer.n]) : open(lives, 'no answer came to the ping in it', [ping.n])];
  }
  const claim = `the server has ended ${actor}'s session with ${allowed.join(' or ')}`;
  if (answer) return [fails('leak', claim, 'a ping in it is answered', [answer.n])];
  if (errors.length === 0) return [open(claim, 'neither a stream error nor an answer came', [ping.n])];
  const isAllowed = conditions.some((one) => allowed.includes(one));
  return [
    isAllowed
      ? holds(claim, lines)
      : fails('wrong-error', claim, `it ended it with ${list(conditions)}`, lines),
  ];
}
