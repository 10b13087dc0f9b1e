import type { Fixtures } from '../../fixtures/index.ts';
import type { Coverage } from '../coverage.ts';
import type { DeploymentPlan, PlannedDeployment } from '../deployments.ts';
import type { Provided } from '../variants.ts';

/** Labels, or nobody has written down which. */
export type Labels = ReadonlySet<string> | undefined;

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
    known: { readonly fixtures: Fixtures; readonly coverage: Coverage; readonly features: ReadonlySet<string> },
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

  words(verb: string): unknown {
    return this.deployment.server.get(verb)?.words;
  }

  /** The domain of an account. */
  homeOf({ name }: Pick<Provided, 'name'>): string {
    return name.split('@')[1] ?? this.domain;
  }

  /** What an account gets as far as its own clearance goes. */
  gets({ settings }: Provided): Labels {
    if (!this.isPolicyKnown()) return undefined;
    const own = settings.get('U')?.words;
    return this.coverage.of(own ?? this.words('U*') ?? this.words('Pol.clr'));
  }

  /** What passes at the server and at these domains; `except`: as if this verb were not set. */
  passes(domains: readonly string[], except = ''): Labels {
    const verbs = ['Srv.clr', ...domains.map((domain) => `Dom(${domain}).clr`)];
    const limits = verbs.filter((verb) => verb !== except).map((verb) => this.words(verb));
    const items = except === 'Cat.restrict' ? [] : domains.map((domain) => this.restricted(domain));
    const isLimited = [...this.deployment.server.keys()].some((verb) => verb.startsWith('Loc'));
    if (isLimited || !this.isPolicyKnown()) return undefined;
    return both(
      new Set(this.coverage.labels),
      ...limits.map((words) => (words === undefined || words === 'none' ? undefined : this.limit(words))).filter(isSaid),
      ...items.filter(isSaid),
    );
  }

  /** What a clearance of the server, a domain or a room lets pass. */
  limit(words: unknown): Labels | 'unknown' {
    return this.coverage.of(words) ?? 'unknown';
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
    const gets = this.gets(account);
    if (gets === undefined || asked.some((label) => !this.coverage.labels.includes(label))) return undefined;
    return asked.every((label) => gets.has(label));
  }

  /** Who can show most at a domain: who may log in and gets most labels. */
  best(domain: string, wanted: (gets: ReadonlySet<string>) => boolean = () => true): Provided | undefined {
    const [found] = this.accounts
      .map((account) => ({ account, gets: this.gets(account) ?? new Set<string>() }))
      .filter(({ account, gets }) => this.homeOf(account) === domain && this.logsIn(account) === true && wanted(gets))
      .sort((a, b) => b.gets.size - a.gets.size);
    return found?.account;
  }

  /** The table of holders is about the policies themselves, not about their variants. */
  isPolicyKnown(): boolean {
    const words = this.words('Pol') ?? this.#fixtures.base.provision['Pol'];
    return Array.isArray(words) && words.every((name) => !String(name).includes('/'));
  }
}

function isSaid<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}

/** What is in all of them; unknown where one is. */
function both(...sets: readonly (ReadonlySet<string> | 'unknown')[]): Labels {
  const known = sets.filter((one) => one !== 'unknown');
  if (known.length < sets.length) return undefined;
  const [first = new Set<string>(), ...others] = known;
  return new Set([...first].filter((label) => others.every((one) => one.has(label))));
}
