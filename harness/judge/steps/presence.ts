import {
  counterpartOf,
  looksItself,
  type Presence,
  type PresenceType,
  viewersOf,
} from '../../scenario/index.ts';
import { judgeBracket } from '../bracket.ts';
import { type Context, fullJid } from '../context.ts';
import type { Note, SeenStanza } from '../evidence.ts';
import { type Found, fails, holds, lacks, open } from '../findings.ts';
import { arrivals, holdsNonce, notesOf, sentStanza } from '../sightings.ts';
import { endedStreams } from '../streams.ts';
import { addressName, bareOf, jidOf } from '../texts.ts';
import { bears, domainAt, peerOf, writtenTo } from '../wire.ts';

/** What presence came of a presence: all that must be seen, and nothing of what must not. */
export function judgePresence(context: Context, step: Presence, index: number): Found[] {
  const { evidence } = context;
  const [stimulus] = notesOf(evidence, index, 'stimulus', '');
  const sent = stimulus && sentStanza(evidence, stimulus, step.from);
  if (!stimulus || !sent) return [open(`${step.from} sends the presence`, 'it was not sent')];
  const others = othersOf(context, step, index);
  const proof = proofOf(context, step, index, others);
  const of: Case = { step, index, stimulus, sent, proven: proof.complete };
  return [
    ...Object.entries(step.seen).flatMap(([name, types]) =>
      types.map((type) => judgeSeen(context, of, name, type)),
    ),
    ...Object.entries(step.unseen).flatMap(([name, types]) =>
      types.map((type) => judgeUnseenType(context, of, name, type)),
    ),
    ...writtenFlaws(context, of),
    ...endedStreams(evidence, index, [step.from, ...others]),
    ...proof.findings,
  ];
}

/** One presence that was sent, and whether silence about it can be believed. */
interface Case {
  readonly step: Presence;
  readonly index: number;
  readonly stimulus: Note;
  readonly sent: SeenStanza;
  readonly proven: boolean;
}

/** The sessions that control and fence must reach: those that look, and the other side where it is there. */
function othersOf({ evidence }: Context, step: Presence, index: number): string[] {
  const counterpart = counterpartOf(step);
  const isThere =
    counterpart !== undefined &&
    notesOf(evidence, index, 'fence', '').some(({ at }) => at?.includes(counterpart) === true);
  return [...new Set([...viewersOf(step), ...(isThere ? [counterpart] : [])])];
}

function proofOf(
  context: Context,
  step: Presence,
  index: number,
  others: readonly string[],
): { complete: boolean; findings: readonly Found[] } {
  const strength = others.length === 0 ? 'C' : step.fence === 'ping' ? 'B' : 'A';
  const bracket = judgeBracket(context, { step: index, suffix: '', from: step.from, at: others, strength });
  const counterpart = counterpartOf(step);
  if (!looksItself(step) || counterpart === undefined || !others.includes(counterpart)) return bracket;
  const [note] = notesOf(context.evidence, index, 'back-fence', '');
  const [back] = note ? arrivals(context.evidence, note, step.from) : [];
  const claim = `a permitted message comes back from ${counterpart}`;
  return {
    complete: bracket.complete && back !== undefined,
    findings: [...bracket.findings, back ? holds(claim, [back.n], strength) : open(claim, 'none came')],
  };
}

function judgeSeen(context: Context, of: Case, name: string, type: PresenceType): Found {
  const claim = `${name} sees ${phrase(context, of.step, name, type)}`;
  const isOwn = type === of.step.type && type === 'available' && name !== of.step.from;
  const seen = presences(context, of, name, type).filter(
    (one) => one.element.attributes['from'] !== undefined && (!isOwn || holdsNonce(one, of.stimulus)),
  );
  if (seen.length > 0) return holds(claim, lines(seen));
  return lacks('over-block', claim, 'none came', of.proven, [of.sent.n]);
}

function judgeUnseenType(context: Context, of: Case, name: string, type: PresenceType): Found {
  const claim = `${name} sees no ${phrase(context, of.step, name, type)}`;
  const later = context.evidence.stanzas.filter(
    (one) => one.direction === 'received' && one.actor === name && holdsNonce(one, of.stimulus),
  );
  const isOwn = type === of.step.type && name !== of.step.from;
  const seen = [
    ...presences(context, of, name, type, loginsAfter(context, of, name)),
    ...(isOwn ? later : []),
  ];
  if (seen.length > 0) return fails('leak', claim, 'it came', lines(seen));
  return of.proven
    ? holds(claim, [of.sent.n])
    : open(claim, 'none came, and the proof is not complete', [of.sent.n]);
}

/** What was in the presence was written to no other server at which somebody must not see it and nobody may: for nobody there either. */
function writtenFlaws(context: Context, { step, stimulus }: Case): Found[] {
  const may = [step.from, ...Object.keys(step.seen)].map((actor) => domainAt(context, actor));
  const domains = new Set(Object.keys(step.unseen).flatMap((actor) => peerOf(context, actor) ?? []));
  return [...domains]
    .filter((domain) => !may.includes(domain))
    .flatMap((domain) => {
      const pieces = writtenTo(context, domain).filter((piece) => bears(piece, stimulus));
      if (pieces.length === 0) return [];
      const came = pieces.map(({ n }) => n);
      return [fails('leak', `no byte of the presence is written to ${domain}`, 'it was', came)];
    });
}

/** Steps in which a session comes back before anything else is sent: a request that was held back for it would come then. */
function loginsAfter({ evidence }: Context, { index }: Case, name: string): number[] {
  const next = evidence.notes.find(({ step }) => step > index)?.step ?? Infinity;
  return evidence.streams
    .filter(({ actor, event, step }) => actor === name && event === 'bound' && step > index && step < next)
    .map(({ step }) => step);
}

/** The presence of that type that reached a session within the step, or one of these, of the account that it looks for. */
function presences(
  context: Context,
  of: Case,
  name: string,
  type: PresenceType,
  others: readonly number[] = [],
): SeenStanza[] {
  const account = watchedBy(context, of.step, name);
  return context.evidence.stanzas.filter(
    ({ n, step, actor, direction, element }) =>
      direction === 'received' &&
      actor === name &&
      (step === of.index || others.includes(step)) &&
      n > of.stimulus.n &&
      element.name === 'presence' &&
      (element.attributes['type'] ?? 'available') === type &&
      bareOf(element.attributes['from'] ?? account) === account,
  );
}

/** The bare JID whose presence a session looks for. */
function watchedBy(context: Context, { from, to }: Presence, name: string): string {
  const own = name === from && to !== undefined;
  return bareOf(own ? jidOf(to, context.evidence.header) : fullJid(context, from));
}

function phrase({ evidence }: Context, { from, to }: Presence, name: string, type: PresenceType): string {
  const whose = name === from && to !== undefined ? addressName(to, evidence.header.domain) : from;
  return `presence ${type} from ${whose}`;
}

function lines(seen: readonly SeenStanza[]): number[] {
  return [...new Set(seen.map(({ n }) => n))].sort((a, b) => a - b);
}
