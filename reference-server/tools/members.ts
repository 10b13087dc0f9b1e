import { RequestError } from './errors.ts';

/** The members of a JSON object, each taken as the kind that it must be. A member that is `null` is absent. */
export class Members {
  readonly #what: string;
  readonly #values: ReadonlyMap<string, unknown>;

  private constructor(what: string, values: ReadonlyMap<string, unknown>) {
    this.#what = what;
    this.#values = values;
  }

  /** @throws RequestError `bad-request` for what is no object, and for a member that is not `known`: it may be a slip */
  static of(what: string, value: unknown, known: readonly string[]): Members {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new RequestError('bad-request', `${what} is ${kindOf(value)}; write an object`);
    const entries: [string, unknown][] = Object.entries(value);
    const strange = entries.find(([name]) => !known.includes(name));
    if (strange !== undefined)
      throw new RequestError(
        'bad-request',
        `${what} has an unknown member ${quoted(strange[0])}; it may have ${listed(known)}`,
      );
    return new Members(what, new Map(entries));
  }

  /** Is there such a member, be it `null`? */
  has(name: string): boolean {
    return this.#values.get(name) !== undefined;
  }

  any(name: string): unknown {
    return this.#values.get(name) ?? undefined;
  }

  text(name: string): string | undefined {
    const value = this.any(name);
    if (value === undefined || typeof value === 'string') return value;
    return this.#refuse(name, value, 'write a text');
  }

  flag(name: string): boolean {
    const value = this.any(name);
    if (value === undefined || typeof value === 'boolean') return value ?? false;
    return this.#refuse(name, value, 'write true or false');
  }

  oneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const value = this.any(name);
    const word = words.find((known) => known === value);
    if (value === undefined || word !== undefined) return word;
    return this.#refuse(name, value, `write one of ${listed(words)}`);
  }

  /** A text, or a list of them. */
  texts(name: string): readonly string[] {
    const value = this.any(name);
    if (value === undefined) return [];
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    const texts = list.filter((one) => typeof one === 'string');
    return texts.length === list.length ? texts : this.#refuse(name, value, 'write a list of texts');
  }

  #refuse(name: string, value: unknown, mend: string): never {
    throw new RequestError('bad-request', `\`${name}\` of ${this.#what} is ${kindOf(value)}; ${mend}`);
  }
}

/** What a value is, for people, and never much of it. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return `\`${value.toString()}\``;
  return 'an object';
}

/** Words as a sentence names them. */
export function listed(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

function quoted(text: string): string {
  return `\`${text.length > longestQuoted ? `${text.slice(0, longestQuoted).toWellFormed()}…` : text.toWellFormed()}\``;
}

/** In UTF-16 units. */
const longestQuoted = 60;
