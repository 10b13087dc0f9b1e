import type { FaultProof, ProofRecord, RunRecord } from './record/index.ts';
import { expectsRefusal, type Scenario } from './scenario/index.ts';

/** A fault: its name, and what the server then does. */
export interface Fault {
  readonly name: string;
  readonly broken: string;
}

/**
 * Does the suite notice each fault? `run` carries the scenarios out against a server that has one; what is not passed
 * there has noticed it. `whole`: these are all the faults there are, and all the scenarios.
 */
export async function prove(
  faults: readonly Fault[],
  scenarios: readonly Scenario[],
  run: (fault: string) => Promise<RunRecord>,
  whole = true,
): Promise<ProofRecord> {
  const proofs: FaultProof[] = [];
  for (const { name, broken } of faults) {
    proofs.push(proofOf({ name, broken }, scenarios, await run(name)));
  }
  if (!whole) return { schema: 'cmbac/proof@1', faults: proofs };
  const seenRed = new Set(proofs.flatMap(({ red }) => red));
  const refusing = scenarios.filter(expectsRefusal).map(({ id }) => id);
  return { schema: 'cmbac/proof@1', faults: proofs, neverRed: refusing.filter((id) => !seenRed.has(id)) };
}

function proofOf({ name, broken }: Fault, scenarios: readonly Scenario[], record: RunRecord): FaultProof {
  const red = record.scenarios.filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id);
  const named = scenarios.filter(({ kills }) => kills.includes(name)).map(({ id }) => id);
  return {
    fault: name,
    broken,
    red,
    missed: named.filter((id) => !red.includes(id)),
    unsaid: red.filter((id) => !named.includes(id)),
  };
}
