import { childElements } from '#xml';
import { shutBeforeStream } from '../../observe/transcript.ts';
import { type Login, usualRefusal } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import type { SeenStanza } from '../evidence.ts';
import { type Found, fails, holds, list, open } from '../findings.ts';
import { conditionOf, isServed, labelledInside } from '../match.ts';
import { saslNamespace, streamsNamespace } from '../namespaces.ts';
import { answers, isError, notesOf } from '../sightings.ts';
import { streamConditionOf } from '../streams.ts';

/**
 * A login: whoever is accepted has a session in which a ping is answered; whoever is refused is told so in one of the ways
 * that are taken, and has none, whatever the server said before. Where nothing of either was seen, nobody can say.
 */
export function judgeLogin(context: Context, login: Login, step: number): Found[] {
  const { actor } = login;
  const seen = seenOf(context, actor, step);
  if (!seen) return [unopened(context, login, step)];
  return login.expect === 'accepted' ? judgeAccepted(actor, seen) : judgeRefused(login, seen);
}

/** No stream began: that is a refusal where the server itself shut the connection, and that is taken for one. */
function unopened({ evidence }: Context, { actor, expect, refusal }: Login, step: number): Found {
  const last = evidence.streams.findLast((one) => one.step === step && one.actor === actor);
  const isShut = last?.event === 'closed' && last.detail === shutBeforeStream;
  if (isShut && expect === 'refused' && refusal?.connection === 'shut')
    return holds(`${actor} is refused a connection`, [last.n]);
  return open(`${actor} tries to log in`, 'no connection was opened');
}

/** What a login brought. */
interface Seen {
  /** The line in which a session was bound. */
  readonly bound: number | undefined;
  /** The answer to the ping in it. */
  readonly answer: SeenStanza | undefined;
  /** Any answer in it: an actor asks its server as soon as it has a session. */
  readonly served: SeenStanza | undefined;
  readonly refusals: readonly SeenRefusal[];
  /** Messages that came. */
  readonly messages: readonly SeenStanza[];
}

interface SeenRefusal {
  readonly way: keyof typeof usualRefusal;
  readonly condition: string;
  readonly stanza: SeenStanza;
}

/** From the moment that the connection of this step was opened. */
function seenOf({ evidence }: Context, actor: string, step: number): Seen | undefined {
  const events = evidence.streams.filter((one) => one.step === step && one.actor === actor);
  const begin = events.findLast(({ event }) => event === 'open')?.n;
  if (begin === undefined) return undefined;
  const bound = events.find(({ n, event }) => n > begin && event === 'bound')?.n;
  const received = evidence.stanzas.filter(
    (one) => one.step === step && one.actor === actor && one.direction === 'received' && one.n > begin,
  );
  const [ping] = notesOf(evidence, step, 'sender-fence', '');
  const [answer] = ping ? answers(evidence, ping, actor) : [];
  return {
    bound,
    answer,
    served: answer ?? received.find((one) => bound !== undefined && one.n > bound && isResult(one)),
    refusals: received.flatMap((stanza) => refusalIn(stanza, bound)),
    messages: received.filter(({ element }) => element.name === 'message'),
  };
}

function isResult({ element }: SeenStanza): boolean {
  return element.name === 'iq' && element.attributes['type'] === 'result';
}

function refusalIn(stanza: SeenStanza, bound: number | undefined): SeenRefusal[] {
  const { element, n } = stanza;
  if (element.namespace === streamsNamespace && element.name === 'error')
    return [{ way: 'stream', condition: streamConditionOf(element) ?? 'no condition', stanza }];
  if (element.namespace === saslNamespace && element.name === 'failure') {
    const condition = childElements(element).find(({ name }) => name !== 'text')?.name;
    return [{ way: 'sasl', condition: condition ?? 'no condition', stanza }];
  }
  if (element.name !== 'iq' || !isError(stanza) || (bound !== undefined && n > bound)) return [];
  return [{ way: 'bind', condition: conditionOf(stanza) ?? 'no condition', stanza }];
}

function judgeAccepted(actor: string, { bound, answer, refusals }: Seen): Found[] {
  const claim = `${actor} logs in and has a session`;
  if (refusals.length > 0)
    return [fails('over-block', claim, `it is refused: ${named(refusals)}`, linesOf(refusals))];
  if (bound === undefined) return [open(claim, 'no session was bound, and no refusal came')];
  if (answer === undefined)
    return [open(claim, 'a session was bound, and its ping is not answered', [bound])];
  if (!isServed(answer))
    return [open(claim, `its ping is answered with ${conditionOf(answer) ?? 'an error'}`, [answer.n])];
  return [holds(claim, [bound, answer.n])];
}

function judgeRefused({ actor, refusal = usualRefusal }: Login, seen: Seen): Found[] {
  const { bound, served, refusals, messages } = seen;
  const claim = `${actor} is refused a session`;
  const leaks = [
    ...messages.map(({ n }) => fails('leak', `${actor} receives nothing`, 'a message came', [n])),
    ...refusals
      .filter(({ stanza }) => labelledInside(stanza))
      .map(({ stanza }) =>
        fails('leak', 'the refusal holds no label (ERR-03)', 'there is one in it', [stanza.n]),
      ),
  ];
  if (served !== undefined) {
    return [fails('leak', claim, 'there is one, and a ping in it is answered', [served.n]), ...leaks];
  }
  const others = refusals.filter(
    ({ way, condition }) => !(refusal[way] ?? none).some((one) => one === condition),
  );
  if (others.length > 0)
    return [
      fails('wrong-error', claimOf(claim, refusal), `it is refused: ${named(others)}`, linesOf(others)),
      ...leaks,
    ];
  if (refusals.length > 0) return [holds(claim, linesOf(refusals)), ...leaks];
  const silence =
    bound === undefined ? 'no refusal came' : 'a session was bound, and no answer and no refusal came';
  return [open(claim, silence, bound === undefined ? [] : [bound]), ...leaks];
}

const none: readonly string[] = [];

function claimOf(claim: string, refusal: NonNullable<Login['refusal']>): string {
  const ways = (['sasl', 'bind', 'stream'] as const).flatMap((way) => {
    const conditions = refusal[way];
    return conditions === undefined ? [] : [`${wayNames[way]} ${conditions.join(' or ')}`];
  });
  return `${claim} (${ways.join(', ')})`;
}

const wayNames: Readonly<Record<keyof typeof usualRefusal, string>> = {
  sasl: 'SASL failure',
  bind: 'bind error',
  stream: 'stream error',
};

function named(refusals: readonly SeenRefusal[]): string {
  return list(refusals.map(({ way, condition }) => `${wayNames[way]} ${condition}`));
}

function linesOf(refusals: readonly SeenRefusal[]): number[] {
  return refusals.map(({ stanza }) => stanza.n);
}
