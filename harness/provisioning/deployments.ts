import { verbHead } from '../fixtures/index.ts';
import type { PlannedPart, PlannedScenario } from '../plan.ts';
import type { Scenario } from '../scenario/index.ts';
import { allTold, grouped } from './grouping.ts';
import { type Asked, needsOf, type PartNeeds, type Settings, type Told, usualNeeds } from './part-needs.ts';
import { type Provided, Variants } from './variants.ts';

/** The deployments of a server that people provision: all parts that it can be asked, on as few as possible. */
export interface DeploymentPlan {
  readonly deployments: readonly PlannedDeployment[];
  /** Accounts by the first deployment that needs them. */
  readonly accounts: readonly Provided[];
  /** Rooms that something is said of, in the same way. */
  readonly rooms: readonly Provided[];
  /** Parts that the target cannot be asked. */
  readonly unsupported: readonly { readonly scenario: Scenario; readonly part: PlannedPart }[];
}

/** What people tell a server, and the parts that are played on it then. */
export interface PlannedDeployment {
  /** From 1. */
  readonly number: number;
  /** All that is said of the server, its domains, policies, places and peers and that somebody minds, by verb. */
  readonly server: Settings;
  readonly parts: readonly PlacedPart[];
  /** The names of the accounts and rooms that its parts meet. */
  readonly accounts: ReadonlySet<string>;
  readonly rooms: ReadonlySet<string>;
}

/** A part, and the accounts and rooms that it meets there, by what it calls them; what has the same name is left out. */
export interface PlacedPart extends Asked {
  readonly users: Readonly<Record<string, string>>;
  readonly rooms: Readonly<Record<string, string>>;
}

/**
 * Put the parts that a target can be asked on deployments. The same suite and target always give the same ones. Accounts and rooms
 * never force a deployment: a part that wants another clearance for `u-r` meets the account `u-r-2`. `all`: every scenario there is,
 * chosen or not, so that an account has the same name whatever is chosen.
 */
export function planDeployments(
  chosen: readonly PlannedScenario[],
  all: readonly PlannedScenario[],
  told: Told,
): DeploymentPlan {
  const wanted = wantedBy(all, told);
  const usual = usualNeeds(told);
  const { users, rooms } = namesFor(wanted, usual);
  const ids = new Set(chosen.map(({ scenario }) => scenario.id));
  const here = wanted.filter(({ scenario }) => ids.has(scenario.id));
  const minded = new Set(here.flatMap(({ needs }) => [...needs.server.keys()]));
  const base = new Map([...usual.server].filter(([verb]) => minded.has(verb)));
  const groups = grouped(here, base);
  const deployments = groups.map(({ members, server }, index): PlannedDeployment => {
    const number = index + 1;
    const named = (variants: Variants, of: readonly PartNeeds['users'][]): ReadonlySet<string> =>
      new Set(of.flatMap((one) => [...one].map(([name, settings]) => variants.name(name, settings))));
    return {
      number,
      server: allTold(server, base),
      accounts: named(
        users,
        members.map(({ needs }) => needs.users),
      ),
      rooms: named(
        rooms,
        members.map(({ needs }) => special(needs.rooms)),
      ),
      parts: members.map(({ scenario, part, needs }) => ({
        scenario,
        part,
        users: users.need(needs.users, number),
        rooms: rooms.need(special(needs.rooms), number),
      })),
    };
  });
  return { deployments, accounts: users.needed, rooms: rooms.needed, unsupported: unsupportedIn(chosen) };
}

interface Wanted extends Asked {
  readonly needs: PartNeeds;
}

function wantedBy(all: readonly PlannedScenario[], told: Told): Wanted[] {
  const asked = all.flatMap(({ scenario, parts }): Asked[] =>
    parts.filter(({ missing }) => missing.length === 0).map(({ part }) => ({ scenario, part })),
  );
  const verbs = asked.flatMap(({ part }) => Object.keys(part.provision));
  const others = new Set(verbs.filter((verb) => told.can.has(verbHead(verb))));
  return asked.map((one) => ({ ...one, needs: needsOf(one, told, others) }));
}

/** Accounts as in the base deployment have the names of its users, rooms of which nothing is said their own; all others go by the order of the suite. */
function namesFor(
  wanted: readonly Wanted[],
  usual: PartNeeds,
): { readonly users: Variants; readonly rooms: Variants } {
  const ordinary = wanted.flatMap(({ needs }) => [...needs.rooms.keys()]);
  const users = new Variants(usual.users);
  const rooms = new Variants(new Map(ordinary.map((room) => [room, new Map()])), 'cmbac-');
  for (const { needs } of wanted) {
    for (const [user, settings] of needs.users) users.name(user, settings);
    for (const [room, settings] of needs.rooms) rooms.name(room, settings);
  }
  return { users, rooms };
}

/** Rooms of which nothing is said need no provisioning, whatever the base deployment would say of them. */
function special(rooms: PartNeeds['rooms']): PartNeeds['rooms'] {
  return new Map([...rooms].filter(([, settings]) => settings.size > 0));
}

function unsupportedIn(chosen: readonly PlannedScenario[]): DeploymentPlan['unsupported'] {
  return chosen.flatMap(({ scenario, parts }) =>
    parts.filter(({ missing }) => missing.length > 0).map((part) => ({ scenario, part })),
  );
}
