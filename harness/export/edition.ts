import type { Fixtures } from '../fixtures/index.ts';
import { summaryOf } from '../judge/index.ts';
import type { SheetRow } from '../provisioning/index.ts';
import { type Aliases, renameFixtures, renamingFor } from '../renaming.ts';
import { type Part, partsOf, renameScenario, type Scenario } from '../scenario/index.ts';
import type { Act } from './act.ts';
import { Paper } from './paper.ts';
import { type ForTarget, needsInWords, provisionInWords, setupOf, spellingOf } from './setup.ts';
import { actsOf } from './steps/index.ts';

/** One part, written down: what to set up, who there is, and what is done step by step. */
export interface Edition {
  /** In the words of the target. */
  readonly scenario: Scenario;
  readonly part: Part;
  readonly domain: string;
  /** The target's domains for rooms, the first of which scenarios mean by a room without one. */
  readonly rooms: readonly string[];
  readonly setup: readonly SheetRow[];
  /** The same by verb, in the words of scenarios, for a server that the harness provisions. */
  readonly needs: Readonly<Record<string, unknown>>;
  readonly cast: readonly Member[];
  /** Who comes online before the first step. */
  readonly arrivals: readonly Act[];
  readonly steps: readonly WrittenStep[];
  /** The labels of its messages, as elements, by what they are called in words. */
  readonly labels: ReadonlyMap<string, string>;
}

/** Who plays. */
export interface Member {
  readonly name: string;
  readonly jid: string;
  readonly actor: Scenario['actors'][string];
  /** Whose: a client of the server under test, a user of another server, a component. */
  readonly at: 'server' | 'peer' | 'component';
}

export interface WrittenStep {
  /** `tess sends rita a message labelled A-S` */
  readonly summary: string;
  readonly acts: readonly Act[];
}

/** What parts are written down with. */
export interface EditionOptions {
  readonly fixtures: Fixtures;
  /** Whose names and syntax; left out: those of scenarios. */
  readonly target?: ForTarget | undefined;
  /** The accounts and rooms that a part meets under other names. */
  readonly aliasesOf?: ((scenario: Scenario, part: Part['name']) => Aliases) | undefined;
}

/** A scenario's parts, each written down in full. Starts nothing. */
export function editionsOf(scenario: Scenario, options: EditionOptions): Edition[] {
  return partsOf(scenario).map((part) => editionOf(scenario, part, options));
}

function editionOf(scenario: Scenario, part: Part, { fixtures, target, aliasesOf }: EditionOptions): Edition {
  const aliases = aliasesOf?.(scenario, part.name);
  const renaming = renamingFor(target?.naming, fixtures.base, aliases);
  const renamed = renaming === undefined ? scenario : renameScenario(scenario, renaming, fixtures.base);
  const named = renameFixtures(fixtures, renaming);
  const own = partsOf(renamed).find(({ name }) => name === part.name) ?? part;
  const spelling = spellingOf(fixtures, 'words');
  const paper = new Paper({
    scenario: renamed,
    fixtures: named,
    labelInWords: (name) => spelling.label(name).inWords,
    provisionInWords: (change) => provisionInWords(change, { fixtures }),
  });
  const { base } = named;
  return {
    scenario: renamed,
    part: own,
    domain: base.domain,
    rooms: base.rooms,
    setup: setupOf(scenario, part, { fixtures, target, aliases }),
    // A server with names of its own is provisioned by its people
    needs: target?.naming === undefined ? needsInWords(scenario, part, { fixtures }) : {},
    cast: Object.entries(renamed.actors).map(([name, actor]) => {
      const domain = paper.domainOf(name);
      const at = domain in base.peers ? 'peer' : domain in base.components ? 'component' : 'server';
      return { name, jid: paper.jid(name), actor, at };
    }),
    arrivals: [...paper.online].flatMap((name) => paper.connect(name)),
    labels: paper.labels,
    steps: own.steps.map((step) => ({ summary: summaryOf(step, paper.domain), acts: actsOf(paper, step) })),
  };
}
