import { escapeAttribute } from '#xml';

/** What the placeholders of a scenario's raw text stand for. */
export interface Fillings {
  readonly id: string;
  readonly nonce: string;
  /** The address written to. */
  readonly to: string;
  readonly domain: string;
  /** The base64 of a label fixture. */
  readonly ess: (label: string) => string;
  /** The full JID of an actor. */
  readonly jid: (actor: string) => string;
}

/**
 * Raw text with `${id}`, `${nonce}`, `${to}`, `${domain}`, `${ess:NAME}`, `${jid:ACTOR}` and `${bare:ACTOR}` filled in,
 * each written so that it can stand in an attribute. Any other placeholder stays as it is.
 */
export function fillIn(text: string, fillings: Partial<Fillings>): string {
  return text.replace(/\$\{(\w+)(?::([^}]+))?\}/g, (whole, key: string, name: string | undefined) => {
    const value = name === undefined ? plain(key, fillings) : named(key, name, fillings);
    return value === undefined ? whole : escapeAttribute(value);
  });
}

function plain(key: string, { id, nonce, to, domain }: Partial<Fillings>): string | undefined {
  return new Map(Object.entries({ id, nonce, to, domain })).get(key);
}

function named(key: string, name: string, { ess, jid }: Partial<Fillings>): string | undefined {
  if (key === 'ess') return ess?.(name);
  if (key === 'jid') return jid?.(name);
  return key === 'bare' ? jid?.(name).split('/')[0] : undefined;
}
