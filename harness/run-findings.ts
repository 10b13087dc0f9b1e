import { brokenPart, type Expectation, exitCode, reconcile, staleExpectations } from './judge/index.ts';
import type { PlannedScenario } from './plan.ts';
import type { PartRecord, RunRecord, ShardRecord } from './record/index.ts';
import {
  matchesPattern,
  type Part,
  type RequirementGroup,
  requirementRecords,
  type Scenario,
} from './scenario/index.ts';

/** What a run's record says besides what was found. */
export interface RunFacts {
  /** Every scenario there is, chosen or not. */
  readonly scenarios: readonly Scenario[];
  readonly requirements: readonly RequirementGroup[];
  readonly expectations: readonly Expectation[];
  readonly suiteVersion: string;
  readonly seed: string;
  readonly faults: readonly string[];
  /** The name of the profile that the run was asked for. */
  readonly profile?: string;
  readonly shard?: ShardRecord;
}

/** Gathers what came of each part, and makes the run's record of it. */
export class RunFindings {
  readonly #facts: RunFacts;
  readonly #parts = new Map<string, Map<string, PartRecord>>();
  readonly #startedAt = new Date();
  readonly #start = performance.now();

  constructor(facts: RunFacts) {
    this.#facts = facts;
  }

  get seed(): string {
    return this.#facts.seed;
  }

  get expectations(): readonly Expectation[] {
    return this.#facts.expectations;
  }

  /** A part begins. Until it has a record it did not come to its end, and that is the harness's fault. */
  begin(scenario: Pick<Scenario, 'id'>, part: Part): void {
    this.add(scenario, brokenPart(part, 'it never came to its end'));
  }

  /** Keeps a part's record, and gives it back. */
  add({ id }: Pick<Scenario, 'id'>, record: PartRecord): PartRecord {
    const parts = this.#parts.get(id) ?? new Map<string, PartRecord>();
    this.#parts.set(id, parts.set(record.name, record));
    return record;
  }

  /** The whole run. What was not begun, since the run stopped before, is not in it. */
  record(servers: Pick<RunRecord, 'target' | 'peer'>, planned: readonly PlannedScenario[]): RunRecord {
    const { scenarios, requirements, expectations, suiteVersion, seed, faults, profile, shard } = this.#facts;
    const records = planned.flatMap(({ scenario }) => {
      const parts = [...(this.#parts.get(scenario.id)?.values() ?? [])];
      return parts.length === 0 ? [] : [reconcile(scenario, parts, expectations)];
    });
    // A glob of which all has passed here may name a difference in another shard
    const stale = staleExpectations(expectations, scenarios, shard === undefined ? records : []);
    return {
      schema: 'cmbac/run@1',
      ...servers,
      suite: {
        version: suiteVersion,
        scenarios: scenarios.length,
        seed,
        ...(profile !== undefined && { profile }),
        ...(shard && { shard }),
      },
      startedAt: this.#startedAt.toISOString(),
      wallMs: Math.round(performance.now() - this.#start),
      faults,
      scenarios: records,
      requirements: requirementRecords(requirements, scenarios),
      staleExpectations: stale,
      exitCode: exitCode(records, stale),
    };
  }
}

/** What is expected of a scenario: the first entry that names it. */
export function expectationOf(
  expectations: readonly Expectation[],
  { id }: Pick<Scenario, 'id'>,
): Expectation | undefined {
  return expectations.find(({ scenario }) => matchesPattern(id, scenario));
}
