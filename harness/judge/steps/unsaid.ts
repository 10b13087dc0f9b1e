import { childOf } from '#xml';
import type { Unsaid } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import type { SeenStanza, WirePiece } from '../evidence.ts';
import { type Found, fails, holds, list, open } from '../findings.ts';
import { catalogNamespace } from '../namespaces.ts';

/** What the server said of itself in the whole part: results, errors, the ends of streams. */
interface Said {
  readonly n: number;
  /** Whom it told; left out: another server. */
  readonly actor?: string;
  readonly text: string;
}

/**
 * None of the words occurs in anything that the server said; where it said nothing, nothing was shown. Who has written a word itself is told
 * nothing new by it.
 */
export function judgeUnsaid(context: Context, { words }: Unsaid): Found[] {
  const { evidence } = context;
  const answers = evidence.stanzas.filter(isOfServer).map((seen) => ({
    n: seen.n,
    actor: seen.actor,
    text: withoutId(seen),
  }));
  const ends = evidence.streams
    .filter(({ event }) => event === 'error')
    .map(({ n, actor, detail }) => ({ n, actor, text: detail }));
  const streams = evidence.wire.filter(isOfStream).map(({ n, raw }) => ({ n, text: withoutKeys(raw) }));
  const said: readonly Said[] = [...answers, ...ends, ...streams];
  const claim = `nothing that the server says of itself holds ${list(words)}`;
  if (answers.length === 0) return [open(claim, 'it said nothing')];
  const slips = words.flatMap((word) =>
    said.filter(({ text }) => holdsWord(text, word)).map((one) => ({ word, ...one })),
  );
  if (slips.length === 0)
    return [
      holds(
        claim,
        said.map(({ n }) => n),
      ),
    ];
  return [
    fails(
      slips.every((slip) => isEcho(context, slip)) ? 'wrong-error' : 'leak',
      claim,
      `there is ${list([...new Set(slips.map(({ word }) => word))])}`,
      slips.map(({ n }) => n),
    ),
  ];
}

/** Did whoever was told it send it before? */
function isEcho({ evidence }: Context, { n, actor, word }: Said & { readonly word: string }): boolean {
  return evidence.stanzas.some(
    (one) => one.direction === 'sent' && one.actor === actor && one.n < n && holdsWord(one.raw, word),
  );
}

function holdsWord(text: string, word: string): boolean {
  return text.toLowerCase().includes(word.toLowerCase());
}

/** An id is the harness's own, and at random holds any word of a few letters. */
function withoutId({ raw, element }: SeenStanza): string {
  return element.attributes['id'] === undefined ? raw : raw.replace(/\sid=(?:'[^']*'|"[^"]*")/, '');
}

/** Results, errors, and what is no stanza; a label catalog says labels by right. */
function isOfServer({ direction, element }: SeenStanza): boolean {
  const { type } = element.attributes;
  const isCatalog = type === 'result' && childOf(element, catalogNamespace, 'catalog') !== undefined;
  if (direction !== 'received' || isCatalog) return false;
  const isStanza = ['message', 'presence', 'iq'].includes(element.name);
  return !isStanza || type === 'error' || type === 'result';
}

/** What a server under test wrote between servers that is no stanza: headers, what is offered, how a stream is set up and ended. */
function isOfStream({ direction, raw }: WirePiece): boolean {
  return direction === 'received' && !/^<(?:[\w.-]+:)?(?:message|presence|iq)\b/.test(raw);
}

/** Ids, keys and what SASL says are made at random. */
function withoutKeys(raw: string): string {
  return raw
    .replace(/\s(?:id|previd)=(?:'[^']*'|"[^"]*")/g, '')
    .replace(/(<(?:[\w.-]+:)?(?:result|verify|auth|challenge|response)\b[^>]*>)[^<]*/g, '$1');
}
