import type { Setting, Settings } from './part-needs.ts';

/** An account or a room as the server has it. */
export interface Provided {
  /** `u-r`; with other settings than usual it has a number: `u-r-2`, `u-r-2@a2.test`. */
  readonly name: string;
  /** What scenarios call it: `u-r`. */
  readonly of: string;
  /** What is said of it, by verb without argument. */
  readonly settings: Settings;
  /** The first deployment that needs it. */
  readonly deployment: number;
}

/**
 * Accounts, or rooms, that stand in for each other: one for each name and its settings, shared by all parts that want just that. Names do not
 * depend on which of the parts are chosen: all of them are made known first, in one order.
 */
export class Variants {
  readonly #known = new Map<
    string,
    { readonly name: string; readonly same: string; readonly settings: Settings }[]
  >();
  readonly #needed = new Map<string, Provided>();

  readonly #prefix: string;

  /** `usual`: what has the plain name; `prefix` stands before the names of all others. */
  constructor(usual: ReadonlyMap<string, Settings>, prefix = '') {
    this.#prefix = prefix;
    for (const [name, settings] of usual) this.name(name, settings);
  }

  /** The name of that variant; a new one takes the next number. */
  name(of: string, settings: Settings): string {
    const known = this.#known.get(of) ?? [];
    this.#known.set(of, known);
    const same = textOf(settings);
    const found = known.find((one) => one.same === same);
    if (found) return found.name;
    const name = known.length === 0 ? of : `${this.#prefix}${numbered(of, known.length + 1)}`;
    known.push({ name, same, settings });
    return name;
  }

  /** The names that a part's accounts or rooms have; a deployment needs them from now on. What keeps its name is left out. */
  need(wanted: ReadonlyMap<string, Settings>, deployment: number): Record<string, string> {
    const names = [...wanted].map(([of, settings]) => ({ of, settings, name: this.name(of, settings) }));
    for (const { of, settings, name } of names)
      if (!this.#needed.has(name)) this.#needed.set(name, { name, of, settings, deployment });
    return Object.fromEntries(names.filter(({ of, name }) => of !== name).map(({ of, name }) => [of, name]));
  }

  /** What deployments need, by deployment and name. */
  get needed(): readonly Provided[] {
    return [...this.#needed.values()].sort(
      (a, b) => a.deployment - b.deployment || a.name.localeCompare(b.name, 'en', { numeric: true }),
    );
  }
}

function textOf(settings: Settings): string {
  const entries = [...settings].map(([verb, { same }]: [string, Setting]) => `${verb} ${same}`);
  return entries.sort().join('\n');
}

/** `u-r-2`; of another domain `u-r-2@a2.test`. */
function numbered(name: string, number: number): string {
  const [local = '', ...domain] = name.split('@');
  return [`${local}-${number}`, ...domain].join('@');
}
