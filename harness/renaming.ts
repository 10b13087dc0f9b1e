import { randomBytes } from 'node:crypto';
import { type BaseDeployment, type Fixtures, verbArgument } from './fixtures/index.ts';
import {
  type Part,
  partsOf,
  type Renaming,
  renameBase,
  renameScenario,
  renameUser,
  type Scenario,
  userOf,
} from './scenario/index.ts';
import type { Naming, TargetDriver } from './targets/index.ts';

/** Whom a part meets under another name, in the words of scenarios: user → user, room → room. What keeps its name is not listed. */
export interface Aliases {
  readonly users: Readonly<Record<string, string>>;
  readonly rooms: Readonly<Record<string, string>>;
}

const noAliases: Aliases = { users: {}, rooms: {} };

/** What a server with names of its own calls all that scenarios name. `undefined`: the same. */
export function renamingFor(
  naming: Naming | undefined,
  base: BaseDeployment,
  { users, rooms }: Aliases = noAliases,
): Renaming | undefined {
  if (naming === undefined) return undefined;
  return {
    domains: naming.domains,
    accounts: Object.fromEntries(base.accounts.map((user) => [user, naming.account(users[user] ?? user)])),
    rooms: Object.fromEntries(
      Object.entries(rooms).map(([room, other]) => [wholeRoom(room, base), other.split('@')[0] ?? other]),
    ),
  };
}

/** Fixtures in the words of such a server; what stands in them for labels and clearances is the same everywhere. */
export function renameFixtures(fixtures: Fixtures, renaming: Renaming | undefined): Fixtures {
  if (renaming === undefined) return fixtures;
  const { base, peer } = fixtures;
  return {
    ...fixtures,
    base: renameBase(base, renaming),
    peer: renameBase(peer, { domains: renaming.domains, accounts: {}, rooms: {} }),
  };
}

/** A part in the words of the server that it is played against, and how it came to them. */
export interface NamedPart {
  readonly scenario: Scenario;
  readonly part: Part;
  readonly renaming?: Renaming;
  /** Password by user, of accounts that were there before the run. */
  readonly passwords: Readonly<Record<string, string>>;
}

/**
 * Puts a part into the words of a target. On a server that nobody can restart its rooms have names that no other part has, unless people
 * have made them: then they are told by `Rm`.
 *
 * @throws EnvironmentFault where the password of a user cannot be read
 */
export function namePart(
  scenario: Scenario,
  part: Part,
  { naming, worksheet }: Pick<TargetDriver, 'naming' | 'worksheet'>,
  base: BaseDeployment,
  aliases?: Aliases,
): NamedPart {
  const usual = renamingFor(naming, base, aliases);
  if (usual === undefined) return { scenario, part, passwords: {} };
  const renaming =
    worksheet === undefined
      ? usual
      : {
          ...usual,
          rooms: { ...ownNames(part, base), ...usual.rooms },
          roomPrefix: `cmbac-${randomBytes(4).toString('hex')}-`,
        };
  const renamed = renameScenario(scenario, renaming, base);
  const own = partsOf(renamed).find(({ name }) => name === part.name);
  if (own === undefined) throw new Error(`\`${scenario.id}\` has no ${part.name} when it is renamed`);
  return {
    scenario: renamed,
    part: own,
    renaming,
    passwords: passwordsFor(scenario, { naming, renaming, base, ...(aliases && { aliases }) }),
  };
}

/** The names of the rooms that a part's verbs say something of: people have told the server that, of these names. */
function ownNames({ provision }: Part, base: BaseDeployment): Record<string, string> {
  const rooms = Object.keys(provision).flatMap((verb) =>
    verb.startsWith('Rm(') ? (verbArgument(verb) ?? []) : [],
  );
  return Object.fromEntries(rooms.map((room) => [wholeRoom(room, base), room.split('@')[0] ?? room]));
}

function wholeRoom(room: string, { rooms: [first = ''] }: BaseDeployment): string {
  return room.includes('@') ? room : `${room}@${first}`;
}

/** Password by renamed user, where the server's own are known. */
export function passwordsFor(
  { actors }: Pick<Scenario, 'actors'>,
  {
    naming,
    renaming,
    base,
    aliases = noAliases,
  }: {
    readonly naming: Naming | undefined;
    readonly renaming: Renaming;
    readonly base: BaseDeployment;
    readonly aliases?: Aliases;
  },
): Record<string, string> {
  const users = Object.values(actors)
    .map(userOf)
    .filter((user) => base.accounts.includes(user));
  return Object.fromEntries(
    users.flatMap((user) => {
      const password = naming?.password?.(aliases.users[user] ?? user);
      return password === undefined ? [] : [[renameUser(user, renaming, base), password]];
    }),
  );
}
