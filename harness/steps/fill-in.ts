import { escapeAttribute } from '#xml';
import { roomAddress } from '../scenario/index.ts';

/** What the placeholders of a scenario's raw text stand for. */
export interface Fillings {
  readonly id: string;
  readonly nonce: string;
  /** The address written to. */
  readonly to: string;
  readonly domain: string;
  /** What `${ess:NAME}` and its like stand for, as XML text; `undefined` for another kind. */
  readonly label: (kind: string, name: string) => string | undefined;
  /** The full JID of an actor. */
  readonly jid: (actor: string) => string;
}

/**
 * Raw text with its placeholders filled in. `${id}`, `${nonce}`, `${to}`, `${domain}`, `${ess:NAME}`, `${jid:ACTOR}`,
 * `${bare:ACTOR}` and `${room:ROOM}` are written so that they can stand in an attribute; `${label:NAME}`, `${4774:NAME}` and
 * `${binding:NAME}` are elements; `${repeat:N:TEXT}` is a text, perhaps with placeholders, N times. Any
 * other placeholder stays as it is.
 */
export function fillIn(text: string, fillings: Partial<Fillings>): string {
  return innermost(innermost(text, fillings), fillings);
}

/** Placeholders without another in them: what is repeated may hold some. */
function innermost(text: string, fillings: Partial<Fillings>): string {
  return text.replace(/\$\{(\w+)(?::([^{}]+))?\}/g, (whole, key: string, name: string | undefined) => {
    const value = name === undefined ? plain(key, fillings) : named(key, name, fillings);
    if (value === undefined) return whole;
    return elements.has(key) ? value : escapeAttribute(value);
  });
}

/** What must not be escaped. */
const elements: ReadonlySet<string> = new Set(['label', '4774', 'binding', 'repeat']);

function plain(key: string, { id, nonce, to, domain }: Partial<Fillings>): string | undefined {
  return new Map(Object.entries({ id, nonce, to, domain })).get(key);
}

function named(key: string, name: string, { label, jid, domain }: Partial<Fillings>): string | undefined {
  if (key === 'room') return domain === undefined ? undefined : roomAddress(name, domain);
  if (key === 'jid') return jid?.(name);
  if (key === 'bare') return jid?.(name).split('/')[0];
  return key === 'repeat' ? repeated(name) : label?.(key, name);
}

/** `1000:TEXT` */
function repeated(name: string): string | undefined {
  const [, count, text = ''] = /^(\d+):(.*)$/s.exec(name) ?? [];
  return count === undefined ? undefined : text.repeat(Number(count));
}
