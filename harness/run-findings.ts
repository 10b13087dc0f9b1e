import { controlsOf } from './controls.ts';
import {
  applying,
  type Circumstances,
  debtOf,
  type Expectation,
  type Owed,
  staleExpectations,
} from './expected/index.ts';
import { brokenPart, exitCode, reconcile } from './judge/index.ts';
import type { PlannedScenario } from './plan.ts';
import type {
  DeploymentRecord,
  PartRecord,
  RunRecord,
  SavedControl,
  ScenarioRecord,
  ShardRecord,
} from './record/index.ts';
import {
  type Part,
  partsOf,
  type RequirementGroup,
  requirementRecords,
  type Scenario,
} from './scenario/index.ts';

/** What a run's record says besides what was found. */
export interface RunFacts {
  /** Every scenario there is, chosen or not. */
  readonly scenarios: readonly Scenario[];
  readonly requirements: readonly RequirementGroup[];
  /** Known differences of the target, whichever circumstances they are of. */
  readonly expectations: readonly Expectation[];
  /** What they depend on. */
  readonly circumstances: Circumstances;
  /** What a lock says that this run owes; left out: nothing. */
  readonly owed?: Owed;
  readonly suiteVersion: string;
  readonly seed: string;
  readonly faults: readonly string[];
  /** The name of the profile that the run was asked for. */
  readonly profile?: string;
  readonly shard?: ShardRecord;
  /** Which deployment of a server that people provision it was made on. */
  readonly deployment?: DeploymentRecord;
  /** What the negative controls showed; left out: none are at hand. */
  readonly controls?: readonly SavedControl[];
  /** When it began; left out: now. */
  readonly startedAt?: Date;
}

/** Gathers what came of each part, and makes the run's record of it. */
export class RunFindings {
  readonly #facts: RunFacts;
  readonly #parts = new Map<string, Map<string, PartRecord>>();
  readonly #startedAt: Date;
  readonly #expectations: readonly Expectation[];
  readonly #start: number;

  constructor(facts: RunFacts) {
    this.#facts = facts;
    this.#startedAt = facts.startedAt ?? new Date();
    this.#start = performance.now() - (Date.now() - this.#startedAt.getTime());
    this.#expectations = applying(facts.expectations, facts.circumstances);
  }

  get seed(): string {
    return this.#facts.seed;
  }

  /** Those known differences that are expected of this run. */
  get expectations(): readonly Expectation[] {
    return this.#expectations;
  }

  /** A part begins. Until it has a record it did not come to its end, and that is the harness's fault. */
  begin(scenario: Pick<Scenario, 'id'>, part: Part): void {
    this.add(scenario, brokenPart(part, 'it never came to its end'));
  }

  /** Keeps a part's record, and gives it back. */
  add({ id }: Pick<Scenario, 'id'>, record: PartRecord): PartRecord {
    const parts = this.#parts.get(id) ?? new Map<string, PartRecord>();
    const { deployment } = this.#facts;
    const numbered = { ...record, ...(deployment && { deployment: deployment.number }) };
    this.#parts.set(id, parts.set(record.name, numbered));
    return numbered;
  }

  /** The whole run. What was not begun, since the run stopped before, is not in it. */
  record(servers: Pick<RunRecord, 'target' | 'peer'>, planned: readonly PlannedScenario[]): RunRecord {
    const { scenarios, requirements, suiteVersion, seed, faults, profile, shard, deployment, owed } =
      this.#facts;
    const isWhole = shard === undefined && (deployment === undefined || deployment.of === 1);
    const records = planned.flatMap(({ scenario }) => {
      const parts = [...(this.#parts.get(scenario.id)?.values() ?? [])];
      return parts.length === 0 ? [] : [this.#withControls(scenario, parts)];
    });
    // A glob of which all has passed here may name a difference in another shard, or on another deployment
    const stale = staleExpectations(this.#facts.expectations, {
      ...this.#facts.circumstances,
      all: scenarios,
      records: isWhole ? records : [],
      today: this.#startedAt.toISOString().slice(0, 10),
    });
    const debt = owed && debtOf(owed, records);
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
      ...(debt && { debt }),
      ...(deployment && { deployment }),
      exitCode: exitCode(records, stale, debt),
    };
  }

  /** A record with what its scenario's controls showed. */
  #withControls(scenario: Scenario, parts: readonly PartRecord[]): ScenarioRecord {
    const controls = controlsOf(this.#facts.controls ?? [], scenario);
    const record = this.#asFarAsPlayed(scenario, reconcile(scenario, parts, this.#expectations));
    return { ...record, ...(controls.length > 0 && { controls }) };
  }

  /** What is expected of a scenario may be of its other part, which is played on another deployment. */
  #asFarAsPlayed(scenario: Scenario, record: ScenarioRecord): ScenarioRecord {
    const isWhole = record.parts.length === partsOf(scenario).length;
    if (isWhole || record.expected === undefined || record.outcome !== 'passed') return record;
    return { ...record, expected: { ...record.expected, met: true } };
  }
}
