import { childOf, childrenOf, type Element } from '#xml';
import type { Archive } from '../../scenario/index.ts';
import { type Context, fullJid } from '../context.ts';
import type { Note, SeenStanza } from '../evidence.ts';
import { type Found, fails, holds, lacks, open } from '../findings.ts';
import { conditionOf } from '../match.ts';
import { archiveNamespace, clientNamespace } from '../namespaces.ts';
import { addressOfRoom } from '../rooms.ts';
import { answers, isError, notesOf } from '../sightings.ts';
import { bareOf } from '../texts.ts';

/** What came of reading an archive. */
export interface ArchiveRead {
  /** The messages in it, as they lay there, each with the line that it came in. */
  readonly kept: readonly SeenStanza[];
  /** It was read to its end: what is not in `kept` is not in it. */
  readonly isComplete: boolean;
  /** The lines of the answers. */
  readonly evidence: readonly number[];
  readonly findings: readonly Found[];
}

interface Asked {
  readonly archive: Archive;
  readonly step: number;
  /** `sam's archive` */
  readonly name: string;
}

/**
 * Reads the pages as a client may: a result counts where it comes from the archive, names its query, and comes before the answer.
 *
 * Source: XEP-0313 §4 (the answer comes last), §4.2 (`queryid`), §4.3.2 (`complete`), §6.2 (ids are unique), §8.2 (from where it comes).
 */
export function readArchive(context: Context, asked: Asked): ArchiveRead {
  const { evidence } = context;
  const { actor } = asked.archive;
  const pages = notesOf(evidence, asked.step, 'archive', '');
  const answered = pages.map((page) => ({ page, came: answers(evidence, page, actor) }));
  const results = evidence.stanzas.filter(
    (one) =>
      one.direction === 'received' &&
      one.actor === actor &&
      one.step === asked.step &&
      one.element.name === 'message' &&
      childOf(one.element, archiveNamespace, 'result') !== undefined,
  );
  const flaws = results.map((one) => ({ one, flaw: flawOf(context, asked, one, answered) }));
  const good = flaws.flatMap(({ one, flaw }) => (flaw === undefined ? [one] : []));
  const end = judgeEnd(context, asked, answered);
  return {
    kept: good.flatMap((one) => {
      const message = messageIn(one.element);
      return message === undefined ? [] : [{ ...one, element: message }];
    }),
    isComplete: end.outcome === 'passed',
    evidence: answered.flatMap(({ came }) => came.map(({ n }) => n)),
    findings: [
      end,
      ...flaws.flatMap(({ one, flaw }) => (flaw === undefined ? [] : [fails('protocol', ...flaw, [one.n])])),
      ...idFlaws(good),
    ],
  };
}

interface Answered {
  readonly page: Note;
  readonly came: readonly SeenStanza[];
}

/** Each page is answered once, and the last one says that it is. */
function judgeEnd(
  { evidence }: Context,
  { archive, step, name }: Asked,
  answered: readonly Answered[],
): Found {
  const claim = `${name} is read to its end`;
  const lines = answered.flatMap(({ came }) => came.map(({ n }) => n));
  const last = answered.at(-1)?.came[0];
  const twice = answered.find(({ came }) => came.length > 1);
  if (twice) return fails('protocol', claim, `a query is answered ${twice.came.length} times`, lines);
  if (last === undefined) {
    const [ping] = notesOf(evidence, step, 'sender-fence', '');
    const proven = ping !== undefined && answers(evidence, ping, archive.actor).length > 0;
    return lacks('over-block', claim, 'no answer came', proven, lines);
  }
  if (isError(last))
    return fails('over-block', claim, `it is refused: ${conditionOf(last) ?? 'no condition'}`, lines);
  const fin = childOf(last.element, archiveNamespace, 'fin');
  if (fin === undefined) return fails('protocol', claim, 'an answer has no `<fin/>`', lines);
  if (fin.attributes['complete'] === 'true') return holds(claim, lines);
  return open(claim, `${answered.length} pages came, and none says that it is complete`, lines);
}

/** Why a result does not count: what should be, and what is. */
function flawOf(
  context: Context,
  { archive: { actor, room }, name }: Asked,
  { n, element }: SeenStanza,
  answered: readonly Answered[],
): [claim: string, seen: string] | undefined {
  const own = bareOf(fullJid(context, actor, n));
  const { from = own } = element.attributes;
  const place = room === undefined ? own : addressOfRoom(context, room);
  if (from !== place)
    return [`what comes out of ${name} comes from ${place} (XEP-0313 §8.2)`, `it comes from ${from}`];
  const queryId = childOf(element, archiveNamespace, 'result')?.attributes['queryid'];
  const query = answered.find(({ page }) => page.id === queryId);
  if (query === undefined)
    return ['each result names its query (XEP-0313 §4.2)', `it names ${queryId ?? 'none'}`];
  const [answer] = query.came;
  return answer === undefined || n < answer.n
    ? undefined
    : ['the answer comes after all results (XEP-0313 §4)', 'a result comes after it'];
}

function idFlaws(results: readonly SeenStanza[]): Found[] {
  const ids = results.map(({ element }) => childOf(element, archiveNamespace, 'result')?.attributes['id']);
  const claim = 'each message in an archive has an id of its own (XEP-0313 §6.2)';
  if (!ids.includes(undefined) && new Set(ids).size === ids.length) return [];
  return [
    fails(
      'protocol',
      claim,
      ids.includes(undefined) ? 'one has none' : 'two have one id',
      results.map(({ n }) => n),
    ),
  ];
}

/** The one message that a result holds; `undefined`: it holds none, or more. */
function messageIn(wrapper: Element): Element | undefined {
  const messages = childrenOf(wrapper, archiveNamespace, 'result')
    .flatMap((result) => childrenOf(result, 'urn:xmpp:forward:0', 'forwarded'))
    .flatMap((forwarded) => childrenOf(forwarded, clientNamespace, 'message'));
  return messages.length === 1 ? messages[0] : undefined;
}
