import { fencedSessionsOf, type Probe, roomOf, sessionsOf } from '../../scenario/index.ts';
import { judgeBracket, judgeExpulsion } from '../bracket.ts';
import { type Context, fullJid } from '../context.ts';
import { type Found, fails, open } from '../findings.ts';
import { nickIn } from '../rooms.ts';
import { arrivals, notesOf, sentStanza, sightings } from '../sightings.ts';
import { endedStreams, streamErrors } from '../streams.ts';
import { addressName, bareOf } from '../texts.ts';
import { judgeDelivered } from './delivered.ts';
import { hintFlaws } from './hints.ts';
import type { ProbeCase } from './probe-case.ts';
import { queueFlaws } from './queued.ts';
import { isPrivate } from './reflected.ts';
import { judgeRefused, judgeUnseen } from './refused.ts';
import { isHeld } from './replayed.ts';
import { stubFlaws } from './stub.ts';
import { wireFlaws } from './unwritten.ts';

/** What became of one probe. `suffix` is that of its notes: '' for a probe of its own, `.N` in a matrix. */
export function judgeProbe(context: Context, probe: Probe, step: number, suffix = ''): Found[] {
  const { evidence } = context;
  const [stimulus] = notesOf(evidence, step, 'stimulus', suffix);
  const sent = stimulus && sentStanza(evidence, stimulus, probe.from);
  if (!stimulus || !sent) return [open(`${probe.from} sends the message`, 'it was not sent')];
  const fenced = fencedSessionsOf(probe);
  const strength = strengthOf(probe, fenced);
  const expelled = isExpelled(context, probe, step);
  const between = probe.bracket?.from !== undefined;
  const of = { step, suffix, from: probe.from, at: fenced, strength, between, to: stimulus.to };
  const bracket = expelled ? judgeExpulsion(context, of) : judgeBracket(context, of);
  const [at, notAt] = [sessionsOf(probe), probe.notAt ?? []];
  const one: ProbeCase = { probe, step, suffix, at, notAt, stimulus, sent, bracket, strength };
  return [
    ...judgeCase(context, one),
    ...queueFlaws(context, one),
    ...endedStreams(evidence, step, expelled ? fenced : [probe.from, ...fenced]),
    ...bracket.findings,
  ];
}

/** What became of the message itself, wherever it was sent and whoever might have seen it. */
export function judgeCase(context: Context, one: ProbeCase): Found[] {
  const refused = isRefusal(context, one);
  const without = refused ? [...one.at, ...one.notAt] : one.notAt;
  return [
    ...(refused ? judgeRefused(context, one) : judgeDelivered(context, one)),
    ...one.notAt.map((actor) => judgeUnseen(context, one, actor)),
    ...without.flatMap((actor) => stubFlaws(context, one, actor)),
    ...wireFlaws(context, one, without, refused),
    ...judgeStrangers(context, one),
    ...hintFlaws(context, one),
  ];
}

/** `either`: a copy anywhere makes it a delivery. */
function isRefusal({ evidence }: Context, { probe, stimulus, at }: ProbeCase): boolean {
  if (probe.expect !== 'either') return probe.expect === 'refused';
  return at.every((actor) => arrivals(evidence, stimulus, actor).length === 0);
}

/** Did the server end the sender's stream in a way that the scenario allows? */
function isExpelled({ evidence }: Context, { from, refusal }: Probe, step: number): boolean {
  const allowed = refusal?.endsStream ?? [];
  return streamErrors(evidence, from, step).some((error) => allowed.includes(error));
}

/** `A`: control and fence take the stimulus's own path; `B`: pings do; `C`: nobody listens at the other end. */
function strengthOf(probe: Probe, at: readonly string[]): 'A' | 'B' | 'C' {
  if (at.length === 0) return 'C';
  if (probe.bracket?.from !== undefined) return 'B';
  const fences = typeof probe.fence === 'string' ? [probe.fence] : Object.values(probe.fence);
  return fences.includes('ping') ? 'B' : 'A';
}

/**
 * Nobody whom the message was not for sees any of it, on any connection, to the end of the scenario. Other sessions of a
 * delivered message's recipient are not strangers to it, but for a room they are, unless a private message finds them under the same
 * nick or they asked for copies; and who enters later is one too unless the scenario says that the history holds it.
 */
function judgeStrangers(context: Context, one: ProbeCase): Found[] {
  const { probe, at, notAt, stimulus } = one;
  const insiders = new Set([probe.from, ...at, ...notAt]);
  const account = (actor: string): string => bareOf(fullJid(context, actor));
  const accounts = new Set([...insiders].map(account));
  const isFriend = (actor: string): boolean =>
    probe.expect !== 'refused' &&
    accounts.has(account(actor)) &&
    (roomOf(probe) === undefined || (isPrivate(probe) && isReached(context, one, actor)));
  const seen = sightings(context.evidence, stimulus).filter(
    (copy) => !insiders.has(copy.actor) && !isFriend(copy.actor) && !isHeld(context, probe, copy),
  );
  return [...new Set(seen.map(({ actor }) => actor))].map((actor) => {
    const lines = seen.filter((one) => one.actor === actor).map(({ n }) => n);
    return fails(
      'leak',
      `nobody but ${addressName(probe.to, context.evidence.header.domain)} may see the message`,
      `${actor} sees it`,
      lines,
    );
  });
}

/** May a session get a private message besides the one that it is for? Source: XEP-0045 §7.2.8; XEP-0280 §4. */
function isReached(context: Context, { stimulus, sent }: ProbeCase, actor: string): boolean {
  const room = bareOf(String(stimulus.to));
  const nick = nickIn(context, actor, room, sent.n);
  if (nick !== undefined && `${room}/${nick}` === stimulus.to) return true;
  return context.evidence.stanzas.some(
    ({ actor: by, direction, raw }) =>
      by === actor && direction === 'sent' && raw.includes('urn:xmpp:carbons:2'),
  );
}
