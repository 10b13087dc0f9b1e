import type { Fault } from './prove.ts';
import type { FaultProof, ProofRecord, RunRecord, SavedControl, ScenarioRecord } from './record/index.ts';
import type { Scenario } from './scenario/index.ts';

/**
 * What came of each fault over the scenarios that name it, and a control for each that failed: one that was only inconclusive has noticed
 * the fault, and has not shown that it can fail.
 */
export interface NamedProof {
  readonly proof: ProofRecord;
  readonly controls: readonly SavedControl[];
}

/**
 * Does each scenario notice the faults that it names? Much shorter than the whole proof, which lets every scenario meet every
 * fault. `run` carries scenarios out against a server with a fault, or (left out) against a sound one.
 */
export async function proveNamed(
  faults: readonly Fault[],
  scenarios: readonly Scenario[],
  run: (scenarios: readonly Scenario[], fault?: string) => Promise<RunRecord['scenarios']>,
  suite: string,
): Promise<NamedProof> {
  const names = new Set(faults.map(({ name }) => name));
  const asked = scenarios.filter(({ kills }) => kills.some((fault) => names.has(fault)));
  const sound = byId(await run(asked));
  const passed = ({ id }: Pick<Scenario, 'id'>): boolean => sound.get(id)?.outcome === 'passed';
  const proofs: FaultProof[] = [];
  const controls: SavedControl[] = [];
  for (const { name: fault, broken } of faults) {
    const named = asked.filter(({ kills }) => kills.includes(fault));
    const seen = named.length === 0 ? new Map<string, ScenarioRecord>() : byId(await run(named, fault));
    const red = named.filter((one) => passed(one) && noticed(seen.get(one.id)));
    const ids = red.map(({ id }) => id);
    proofs.push({
      fault,
      broken,
      red: ids,
      missed: named.map(({ id }) => id).filter((id) => !ids.includes(id)),
      unsaid: [],
    });
    controls.push(
      ...red
        .filter(({ id }) => seen.get(id)?.outcome === 'failed')
        .map(({ id, hash }) => ({
          scenario: id,
          hash,
          fault,
          breaks: broken,
          seen: seen.get(id)?.reason ?? 'it did not hold',
          suite,
        })),
    );
  }
  const unsound = asked
    .filter(({ id }) => !['passed', 'unsupported'].includes(sound.get(id)?.outcome ?? 'broken'))
    .map(({ id }) => id);
  return { proof: { schema: 'cmbac/proof@1', faults: proofs, unsound }, controls };
}

function byId(records: RunRecord['scenarios']): ReadonlyMap<string, ScenarioRecord> {
  return new Map(records.map((record) => [record.id, record]));
}

/** What the harness could not play has shown nothing of the server. */
function noticed(record: ScenarioRecord | undefined): boolean {
  return record !== undefined && ['failed', 'inconclusive'].includes(record.outcome);
}
