import type { Fixtures } from '../../fixtures/index.ts';
import { peersIn } from '../../scenario/index.ts';
import type { Coverage, Holding } from '../coverage.ts';
import type { DeploymentPlan, PlannedDeployment } from '../deployments.ts';
import type { Provided } from '../variants.ts';

/**
 * What is known of a deployment from its sheet and the table of holders: which labels who gets, and which pass at all. Nothing is decided:
 * where the table says nothing, nothing is known.
 */
export class Bench {
  readonly deployment: PlannedDeployment;
  /** The accounts that parts of the deployment meet. */
  readonly accounts: readonly Provided[];
  readonly rooms: readonly Provided[];
  readonly coverage: Coverage;
  readonly features: ReadonlySet<string>;
  readonly #fixtures: Fixtures;

  constructor(
    { deployments, accounts, rooms }: DeploymentPlan,
    number: number,
    known: {
      readonly fixtures: Fixtures;
      readonly coverage: Coverage;
      readonly features: ReadonlySet<string>;
    },
  ) {
    const deployment = deployments.find((one) => one.number === number);
    if (deployment === undefined) throw new Error(`there is no deployment ${number}`);
    this.deployment = deployment;
    this.accounts = accounts.filter(({ name }) => deployment.accounts.has(name));
    this.rooms = rooms.filter(({ name }) => deployment.rooms.has(name));
    this.coverage = known.coverage;
    this.features = known.features;
    this.#fixtures = known.fixtures;
  }

  /** The domain under test. */
  get domain(): string {
    return this.#fixtures.base.domain;
  }

  get roomDomain(): string {
    return this.#fixtures.base.rooms[0] ?? '';
  }

  /** The other servers that parts of the deployment have, and a user of each. */
  get peers(): { readonly domain: string; readonly user: string }[] {
    const all = this.#fixtures.base.peers;
    const met = this.deployment.parts.flatMap(({ scenario }) => [
      ...peersIn(scenario.actors, Object.keys(all)),
    ]);
    return [...new Set(met)].sort().flatMap((domain) => {
      const [user] = all[domain] ?? [];
      return user === undefined ? [] : [{ domain, user }];
    });
  }

  words(verb: string): unknown {
    return this.deployment.server.get(verb)?.words;
  }

  /** The domain of an account. */
  homeOf({ name }: Pick<Provided, 'name'>): string {
    return name.split('@')[1] ?? this.domain;
  }

  /** What an account gets and lacks as far as its own clearance goes; `undefined`: nobody has written it down. */
  holdingOf({ settings }: Provided): Holding | undefined {
    if (!this.isPolicyKnown()) return undefined;
    const own = settings.get('U')?.words;
    return this.coverage.of(own ?? this.words('U*') ?? this.words('Pol.clr'));
  }

  /**
   * The labels that pass at the server and at these domains; `except`: as if this verb were not set. `undefined`: nobody has written down
   * which.
   */
  passes(domains: readonly string[], except = ''): ReadonlySet<string> | undefined {
    const { server } = this.deployment;
    if (!this.isPolicyKnown() || [...server.keys()].some((verb) => verb.startsWith('Loc'))) return undefined;
    const verbs = ['Srv.clr', ...domains.map((domain) => `Dom(${domain}).clr`)];
    const limits = verbs.filter((verb) => verb !== except && server.has(verb));
    const holdings = limits.map((verb) => this.coverage.of(this.words(verb)));
    const known = holdings.filter((one) => one !== undefined);
    if (known.length < holdings.length) return undefined;
    const offers = except === 'Cat.restrict' ? [] : domains.map((domain) => this.restricted(domain));
    const sets = [...known.map(({ gets }) => gets), ...offers.filter((one) => one !== undefined)];
    return new Set(this.coverage.labels.filter((label) => sets.every((set) => set.has(label))));
  }

  /** The only labels of a domain's catalog that pass, where it binds. */
  restricted(domain: string): ReadonlySet<string> | undefined {
    return this.words('Cat.restrict') === true ? new Set(this.catalog(domain)) : undefined;
  }

  /** The labels that a domain's catalog offers. */
  catalog(domain: string): readonly string[] {
    const words = this.words(`Cat(${domain})`);
    if (Array.isArray(words)) return words.map(String);
    if (typeof words !== 'object' || words === null || !('items' in words)) return [];
    return Array.isArray(words.items) ? words.items.map(String) : [];
  }

  /** May the account log in, as far as access labels go? `undefined`: nobody has written it down. */
  logsIn(account: Provided): boolean | undefined {
    const labels = ['Srv.lbl', `Dom(${this.homeOf(account)}).lbl`].map((verb) => this.words(verb));
    const asked = labels.filter((label) => typeof label === 'string' && label !== 'none').map(String);
    if (asked.length === 0) return true;
    const holding = this.holdingOf(account);
    if (holding === undefined || !asked.every((label) => isSaid(holding, label))) return undefined;
    return asked.every((label) => holding.gets.has(label));
  }

  /** Who can show most at a domain: who may log in and gets most labels. */
  best(domain: string, wanted: (holding: Holding) => boolean = () => true): Showing | undefined {
    const [found] = this.accounts
      .flatMap((account) => {
        const holding = this.holdingOf(account);
        return holding === undefined ? [] : [{ account, ...holding }];
      })
      .filter(
        (one) => this.homeOf(one.account) === domain && this.logsIn(one.account) === true && wanted(one),
      )
      .sort((a, b) => b.gets.size - a.gets.size);
    return found;
  }

  /** The table of holders is about the policies themselves, not about their variants. */
  isPolicyKnown(): boolean {
    const words = this.words('Pol') ?? this.#fixtures.base.provision['Pol'];
    return Array.isArray(words) && words.every((name) => !String(name).includes('/'));
  }
}

/** Does the table say whether it gets the label? */
export function isSaid({ gets, lacks }: Holding, label: string): boolean {
  return gets.has(label) || lacks.has(label);
}

/** An account that shows something. */
export interface Showing extends Holding {
  readonly account: Provided;
}
