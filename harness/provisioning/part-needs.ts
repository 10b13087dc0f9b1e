import { type Fixtures, verbArgument, verbHead } from '../fixtures/index.ts';
import { componentsIn, type Part, peersIn, type Scenario, userOf } from '../scenario/index.ts';
import type { Same } from './canonical.ts';

/** What a server must have been told before a part can be played on it. */
export interface PartNeeds {
  /** Of each user of the server that the part has: what is said of that account, by verb without its argument. */
  readonly users: ReadonlyMap<string, Settings>;
  /** The same of each room that something is said of, as scenarios call it. */
  readonly rooms: ReadonlyMap<string, Settings>;
  /** What is said of the server, its domains, policies, places and peers; a verb that is not here may have any value. */
  readonly server: Settings;
}

/** A value in the words of scenarios; and as text that is the same for the same value, empty where it is as if it were left out. */
export interface Setting {
  readonly words: unknown;
  readonly same: string;
}

/** Verb → value; of an account or a room without the verb's argument: `U`, `Rm.clr`. */
export type Settings = ReadonlyMap<string, Setting>;

/** Said of one account: where a part wants another value, another account serves. */
const accountVerbs: ReadonlySet<string> = new Set(['U', 'Pres.lbl', 'Announce', 'Dir']);
const isAccountVerb = (verb: string): boolean => accountVerbs.has(verbHead(verb));
/** Said of one room: another room serves. */
const isRoomVerb = (verb: string): boolean => verb.startsWith('Rm(');

/** A part and everything that decides what it needs. */
export interface Asked {
  readonly scenario: Scenario;
  readonly part: Part;
}

/** What a server can be told, and how. */
export interface Told {
  readonly fixtures: Fixtures;
  /** The heads of the verbs that it can carry out. */
  readonly can: ReadonlySet<string>;
  readonly same: Same;
}

/**
 * What a part needs of a server that can carry out these verbs: its own provisioning, and of the base deployment's whatever could
 * matter to it. What is said of a domain, a catalog or a peer that it has nothing to do with could not. `others`: verbs that other parts
 * use, and this one may need to be left out.
 */
export function needsOf({ scenario, part }: Asked, told: Told, others: Iterable<string>): PartNeeds {
  const { fixtures } = told;
  const provision = settingsIn({ ...fixtures.base.provision, ...part.provision }, told);
  const named = usersIn(scenario, part, fixtures);
  const users = new Map(named.map((user) => [user, settingsOf(user, provision, isAccountVerb)]));
  const rooms = [...provision.keys()].filter(isRoomVerb).map((verb) => verbArgument(verb) ?? '');
  const matters = relevance({ scenario, part }, fixtures, users);
  const server = [...new Set([...provision.keys(), ...others])]
    .filter((verb) => !isOfOne(verb, fixtures) && (verb in part.provision || matters(verb)))
    .map((verb): [string, Setting] => [verb, provision.get(verb) ?? { words: undefined, same: '' }]);
  return {
    users,
    rooms: new Map(rooms.map((room) => [room, settingsOf(room, provision, isRoomVerb)])),
    server: new Map(server),
  };
}

/** The base deployment: all of its accounts, and all that is said of its server. */
export function usualNeeds(told: Told): PartNeeds {
  const { fixtures } = told;
  const { accounts, provision: said } = fixtures.base;
  const provision = settingsIn(said, told);
  return {
    users: new Map(accounts.map((user) => [user, settingsOf(user, provision, isAccountVerb)])),
    rooms: new Map(),
    server: new Map([...provision].filter(([verb]) => !isOfOne(verb, fixtures))),
  };
}

function settingsIn(provision: Readonly<Record<string, unknown>>, { can, same }: Told): Settings {
  return new Map(
    Object.entries(provision)
      .filter(([verb]) => can.has(verbHead(verb)))
      .map(([verb, words]) => [verb, { words, same: same(verb, words) }]),
  );
}

/** Is it said of one account of the server, or of one room? What is said of users of other servers is said to the server. */
function isOfOne(verb: string, { base }: Fixtures): boolean {
  return isRoomVerb(verb) || (isAccountVerb(verb) && base.accounts.includes(verbArgument(verb) ?? ''));
}

/** What is said of one account or room, as far as it says anything. */
function settingsOf(name: string, provision: Settings, isOne: (verb: string) => boolean): Settings {
  const own = [...provision].filter(
    ([verb, { same }]) => isOne(verb) && verbArgument(verb) === name && same !== '',
  );
  return new Map(own.map(([verb, setting]): [string, Setting] => [verbHead(verb), setting]));
}

/** The users of the server under test whom a part has, or writes to by their address. */
function usersIn({ actors }: Scenario, { steps, provision }: Part, { base }: Fixtures): string[] {
  const played = Object.values(actors).map(userOf);
  const text = JSON.stringify(steps);
  return base.accounts.filter((user) => {
    const address = user.includes('@') ? user : `${user}@${base.domain}`;
    const named = Object.keys(provision).some((verb) => verbArgument(verb) === user);
    return named || played.includes(user) || text.includes(address) || text.includes(`${user}@\${domain}`);
  });
}

/**
 * Could the value of a verb that a part does not mention change what it sees? Only what is plainly about something else could not: when in
 * doubt it could, and costs a deployment rather than a wrong verdict.
 */
function relevance(
  { scenario, part }: Asked,
  { base }: Fixtures,
  users: PartNeeds['users'],
): (verb: string) => boolean {
  const text = JSON.stringify([scenario.actors, part.steps, part.provision]);
  const rooms = part.steps.some((step) => 'room' in step || 'enter' in step);
  const domains = [
    base.domain,
    ...(rooms ? [`muc.${base.domain}`] : []),
    ...[...text.matchAll(/[a-z0-9-]+(?:\.[a-z0-9-]+)+/g)].map(([domain]) => domain),
    ...(text.includes('muc.${domain}') ? [`muc.${base.domain}`] : []),
    ...(text.includes('muc2.${domain}') ? [`muc2.${base.domain}`] : []),
  ];
  const outside = peersIn(scenario.actors, Object.keys(base.peers)).size > 0;
  const attached = componentsIn(scenario.actors, Object.keys(base.components)).size > 0;
  const someHaveNone = outside || [...users.values()].some((settings) => !settings.has('U'));
  // A room's form says its labels by their places in the catalog
  const catalogs =
    text.includes('sec-label#') || part.steps.some((step) => !withoutCatalog.has(Object.keys(step)[0] ?? ''));
  const restricts = part.provision['Cat.restrict'] === true;
  return (verb) => {
    const argument = verbArgument(verb) ?? '';
    if (verb.startsWith('Dom(')) return domains.includes(argument);
    if (verb.startsWith('Cat(')) return (catalogs || restricts) && domains.includes(argument);
    if (verb === 'Cat.reveal') return catalogs;
    if (verb.startsWith('Peer')) return outside || attached;
    if (verb.startsWith('Cmp(')) return attached;
    if (verb.startsWith('U(')) return domains.includes(argument.split('@')[1] ?? '');
    if (verb === 'U*' || verb === 'Pol.clr') return someHaveNone;
    return true;
  };
}

/** Steps that send and receive, and ask for no catalog and no features. */
const withoutCatalog: ReadonlySet<string> = new Set([
  'probe',
  'matrix',
  'room',
  'enter',
  'leave',
  'occupants',
  'notice',
  'archive',
  'connect',
  'disconnect',
  'login',
  'presence',
  'enable',
  'drop',
  'resume',
  'counted',
  'acknowledge',
]);
