import { type BaseDeployment, verbArgument, verbHead, verbs } from '../fixtures/index.ts';
import { type Scenario, scenario as scenarioFormat } from './scenario.ts';

/** What a server calls what scenarios call otherwise. What is not in it keeps its name. */
export interface Renaming {
  /** `a.test` → `alpha.lab`, `muc.a.test` → `rooms.alpha.lab`: whole names, one by one. */
  readonly domains: Readonly<Record<string, string>>;
  /** The local part of an account by the user of scenarios: `u-r` → `cmbac-u-r`, `u-r@a2.test` → `cmbac-u-r`. */
  readonly accounts: Readonly<Record<string, string>>;
  /** The local part of a room by its address in scenarios: `ops@muc.a.test` → `ops-2`. */
  readonly rooms: Readonly<Record<string, string>>;
  /** What stands before the names of all other rooms; left out: nothing. */
  readonly roomPrefix?: string | undefined;
}

/** Where scenarios are at home, in their own words: the domain under test, and its domains for rooms. */
export type Home = Pick<BaseDeployment, 'domain' | 'rooms'>;

/** The scenario as it is played against a server with other names: addresses, users and rooms, and the arguments of its verbs. */
export function renameScenario(scenario: Scenario, renaming: Renaming, home: Home): Scenario {
  const { id, file, hash, sets, actors, peers, provision, provisionAt, steps, twin, ...rest } = scenario;
  const names = new Names(renaming, home);
  const renamed = names.value({ peers, provision, provisionAt, steps, twin });
  const asked = scenarioFormat.parse({ ...rest, actors: names.actors(actors), ...renamed });
  return { ...asked, id, file, hash, ...(sets && { sets }) };
}

/** The deployment that scenarios start from, as such a server has it. */
export function renameBase(base: BaseDeployment, renaming: Renaming): BaseDeployment {
  const names = new Names(renaming, base);
  return {
    ...base,
    domain: names.text(base.domain),
    accounts: base.accounts.map((user) => names.user(user)),
    rooms: base.rooms.map((room) => names.text(room)),
    peers: names.keys(base.peers),
    components: names.keys(base.components),
    provision: names.value(base.provision),
  };
}

/** A user of scenarios as an address that a server is asked about: `cmbac-u-r`, `cmbac-u-r@alpha2.lab`. */
export function renameUser(user: string, renaming: Renaming, home: Home): string {
  return new Names(renaming, home).user(user);
}

/** Which of these domains a value of a scenario speaks of; below the one under test as `muc2.${domain}` too. */
export function domainsNamedIn(value: unknown, domains: readonly string[]): string[] {
  const said = JSON.stringify(value);
  return domains.filter((domain) => {
    const home = domain.slice(domain.indexOf('.') + 1);
    return said.replaceAll('${domain}', home).match(wholeDomain)?.includes(domain) === true;
  });
}

/** A domain name as long as it goes: `a.test` in `u-r@a.test/x`, and neither in `aa.test` nor in `a.test.example`. */
const wholeDomain = /[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g;

const address = new RegExp(`(?:([A-Za-z0-9._-]+)@)?(${wholeDomain.source})`, 'g');

/** The names of one server for those of scenarios. */
class Names {
  readonly #renaming: Renaming;
  readonly #home: Home;

  constructor(renaming: Renaming, home: Home) {
    this.#renaming = renaming;
    this.#home = home;
  }

  /** Text with every address in it: accounts, rooms, and domains for themselves. */
  text(text: string): string {
    return text
      .replaceAll('${domain}', this.#home.domain)
      .replace(/\$\{room:([^{}@]+)\}/g, (_, room: string) => `\${room:${room}@${this.#firstRooms}}`)
      .replace(address, (_, local: string | undefined, domain: string) => this.#address(local, domain));
  }

  /** A room, named with or without its domain, as a whole address. */
  room(room: string): string {
    const [local = '', domain = this.#firstRooms] = room.split('@');
    return this.#address(local, domain);
  }

  /** A user; a component's own address is a domain. */
  user(user: string): string {
    return this.#renaming.accounts[user] !== undefined && !user.includes('@')
      ? this.#renaming.accounts[user]
      : this.text(user);
  }

  actors(actors: Scenario['actors']): Scenario['actors'] {
    return Object.fromEntries(
      Object.entries(actors).map(([name, actor]) => [
        name,
        typeof actor === 'string' ? this.user(actor) : { ...actor, user: this.user(actor.user) },
      ]),
    );
  }

  keys<Value>(values: Readonly<Record<string, Value>>): Record<string, Value> {
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [this.#key(key), value]));
  }

  /** Everything in a value: keys too, and what stands under `room` or is the name of one that is made. */
  value(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(values).flatMap(([key, value]) =>
        value === undefined ? [] : [[this.#key(key), this.#under(key, value)]],
      ),
    );
  }

  #under(key: string, value: unknown): unknown {
    if (typeof value === 'string') return key === 'room' ? this.room(value) : this.text(value);
    if (Array.isArray(value)) return value.map((one) => this.#under('', one));
    if (typeof value !== 'object' || value === null) return value;
    const inside = this.value({ ...value });
    const made = key === 'room' && 'name' in value ? value.name : undefined;
    return typeof made === 'string' ? { ...inside, name: this.room(made) } : inside;
  }

  /** A verb by what it is about: `U(u-r)`, `Rm(ops).clr`; any other key as text. */
  #key(key: string): string {
    const about = verbArgument(key);
    const argument = verbs.find(({ head }) => head === verbHead(key))?.argument;
    if (about === undefined || argument === undefined) return this.text(key);
    const renamed =
      argument === 'account' ? this.user(about) : argument === 'room' ? this.room(about) : this.text(about);
    return key.replace(`(${about})`, () => `(${renamed})`);
  }

  /** Where a room is that is named without a domain. */
  get #firstRooms(): string {
    return this.#home.rooms[0] ?? `muc.${this.#home.domain}`;
  }

  #address(local: string | undefined, domain: string): string {
    const renamed = this.#renaming.domains[domain] ?? domain;
    if (local === undefined) return renamed;
    return `${this.#local(local, domain)}@${renamed}`;
  }

  #local(local: string, domain: string): string {
    const { accounts, rooms, roomPrefix = '' } = this.#renaming;
    const isRoom = this.#home.rooms.includes(domain);
    if (isRoom) return rooms[`${local}@${domain}`] ?? `${roomPrefix}${local}`;
    return accounts[domain === this.#home.domain ? local : `${local}@${domain}`] ?? local;
  }
}
