import { type Scenario, scenarioFormat } from '../../scenario/index.ts';

/** One thing that a person has typed in, and how it is looked at. */
export interface Check {
  /** The verb, and what it is about at the server: `U cmbac-u-r-2@alpha.lab`. */
  readonly verb: string;
  readonly name: string;
  /** Probes that show it; a sentence: why none can. */
  readonly look: Look | string;
}

export interface Look {
  readonly scenario: Scenario;
  /** Rooms of it that have just this name at the server. */
  readonly rooms: readonly string[];
}

/** What a scenario file may say, but for its title and requirements. */
type ScenarioInput = Readonly<Record<string, unknown>>;

/** Probes as a scenario of their own: played and judged like any other, and no part of the suite. */
export function lookOf(id: string, input: ScenarioInput, rooms: readonly string[] = []): Look {
  const asked = scenarioFormat.parse({
    title: `what is provisioned shows: ${id}`,
    requirements: ['PROVISION-1'],
    ...input,
  });
  return { scenario: { ...asked, id: `provision/${id}`, file: '', hash: '' }, rooms };
}
