import type { FaultProof, ProofRecord, RunRecord } from './record/index.ts';
import { expectsRefusal, type Scenario } from './scenario/index.ts';

/** A fault: its name, and what the server then does. */
export interface Fault {
  readonly name: string;
  readonly broken: string;
}

/**
 * Does the suite notice each fault? `run` carries the scenarios out against a server that has one, or (left out) against a sound
 * one: what is passed there and not with the fault has noticed it. What the sound server does not pass either says nothing of
 * any fault. `whole`: these are all the faults there are, and all the scenarios.
 */
export async function prove(
  faults: readonly Fault[],
  scenarios: readonly Scenario[],
  run: (fault?: string) => Promise<RunRecord>,
  whole = true,
): Promise<ProofRecord> {
  const sound = outcomesIn(await run());
  const unsound = scenarios.map(({ id }) => id).filter((id) => !soundOutcomes.has(sound.get(id) ?? ''));
  const proofs: FaultProof[] = [];
  for (const { name, broken } of faults) {
    const outcomes = outcomesIn(await run(name));
    const red = [...outcomes].filter(([id, outcome]) => outcome !== 'passed' && sound.get(id) === 'passed');
    proofs.push(
      proofOf(
        { name, broken },
        scenarios,
        red.map(([id]) => id),
      ),
    );
  }
  if (!whole) return { schema: 'cmbac/proof@1', faults: proofs, unsound };
  const seenRed = new Set(proofs.flatMap(({ red }) => red));
  const refusing = scenarios.filter(expectsRefusal).map(({ id }) => id);
  return {
    schema: 'cmbac/proof@1',
    faults: proofs,
    unsound,
    neverRed: refusing.filter((id) => !seenRed.has(id)),
  };
}

/** What a sound server may make of a scenario: what this machine lacks is told elsewhere. */
const soundOutcomes: ReadonlySet<string> = new Set(['passed', 'unsupported']);

function outcomesIn({ scenarios }: RunRecord): ReadonlyMap<string, string> {
  return new Map(scenarios.map(({ id, outcome }) => [id, outcome]));
}

function proofOf(
  { name, broken }: Fault,
  scenarios: readonly Scenario[],
  red: readonly string[],
): FaultProof {
  const named = scenarios.filter(({ kills }) => kills.includes(name)).map(({ id }) => id);
  return {
    fault: name,
    broken,
    red,
    missed: named.filter((id) => !red.includes(id)),
    unsaid: red.filter((id) => !named.includes(id)),
  };
}
