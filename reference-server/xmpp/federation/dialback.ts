import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type Element, escapeAttribute, escapeText, textOf } from '#xml';
import { namespaces } from '../namespaces.ts';
import type { StanzaCondition } from '../stanza-error.ts';
import { StreamError } from '../stream-error.ts';
import type { DomainPair } from './outgoing.ts';
import { dialbackNamespace, domainIn } from './peer-header.ts';

/** An element of dialback. `pair`: who wrote it, and to whom. */
export interface Dialback {
  /** `result`: may I send, and the answer. `verify`: is this key yours, and the answer. */
  readonly kind: 'result' | 'verify';
  readonly pair: DomainPair;
  /** What is said of a key; left out: it is a question. */
  readonly answer?: 'valid' | 'invalid' | 'error';
  /** Of the stream that a `verify` is about. */
  readonly id: string;
  readonly key: string;
}

/** Conditions of an answer that is neither yes nor no. Source: XEP-0220 §2.5. */
export type DialbackCondition = StanzaCondition | 'remote-connection-failed';

/**
 * Reads an element of dialback; `undefined`: it is something else.
 *
 * @throws StreamError for what nobody can answer
 * Source: XEP-0220 §2.1, §2.2.
 */
export function readDialback(element: Element): Dialback | undefined {
  const { namespace, name: kind, attributes } = element;
  if (namespace !== dialbackNamespace) return undefined;
  if (kind !== 'result' && kind !== 'verify') throw new StreamError('unsupported-stanza-type');
  const from = domainIn(attributes['from']);
  const to = domainIn(attributes['to']);
  if (from === undefined || to === undefined) throw new StreamError('improper-addressing');
  const { type, id = '' } = attributes;
  if (kind === 'verify' && id === '') throw new StreamError('bad-format', 'a key of no stream');
  return { kind, pair: { from, to }, ...answerIn(type), id, key: textOf(element).trim() };
}

function answerIn(type: string | undefined): Pick<Dialback, 'answer'> {
  if (type === undefined) return {};
  if (type === 'valid' || type === 'invalid' || type === 'error') return { answer: type };
  throw new StreamError('bad-format');
}

/** Asks to send for a pair of domains, or whether a key is good. */
export function writeQuestion({ kind, pair, id, key }: Dialback): string {
  return `${startOf(kind, pair, id)}>${escapeText(key)}</db:${kind}>`;
}

/** Answers what `asked` asks, its domains turned round. */
export function writeAnswer(
  { kind, pair, id }: Dialback,
  answer: 'valid' | 'invalid' | { readonly condition: DialbackCondition },
): string {
  const start = startOf(kind, reversed(pair), id);
  if (typeof answer === 'string') return `${start} type='${answer}'/>`;
  const error = `<error type='cancel'><${answer.condition} xmlns='${namespaces.stanzaErrors}'/></error>`;
  return `${start} type='error'>${error}</db:${kind}>`;
}

export function reversed({ from, to }: DomainPair): DomainPair {
  return { from: to, to: from };
}

function startOf(kind: Dialback['kind'], { from, to }: DomainPair, id: string): string {
  const about = kind === 'verify' ? ` id='${escapeAttribute(id)}'` : '';
  return `<db:${kind} from='${escapeAttribute(from)}' to='${escapeAttribute(to)}'${about}`;
}

/** Makes the keys of a server, and knows them again. Source: XEP-0185; XEP-0220 §2.1.1, §2.2.2. */
export class DialbackKeys {
  readonly #secret: string;

  constructor(secret: string | Buffer) {
    this.#secret = createHash('sha256').update(secret).digest('hex');
  }

  /** For a stream of this id, as the one who was connected to gave it, from the first domain to the second. */
  keyFor({ from, to }: DomainPair, id: string): string {
    return createHmac('sha256', this.#secret).update(`${to} ${from} ${id}`).digest('hex');
  }

  isKey(key: string, pair: DomainPair, id: string): boolean {
    const ours = Buffer.from(this.keyFor(pair, id));
    const theirs = Buffer.from(key);
    return ours.length === theirs.length && timingSafeEqual(ours, theirs);
  }
}
