import { keyOf, renewed } from '../../harness/controls.ts';
import type { Fault } from '../../harness/prove.ts';
import { proveNamed } from '../../harness/prove-named.ts';
import type { ProofRecord, RunRecord } from '../../harness/record/index.ts';
import type { Scenario } from '../../harness/scenario/index.ts';
import { packageVersion } from '../package-version.ts';
import { readControls, writeControls } from './controls-file.ts';

interface Asked {
  readonly faults: readonly Fault[];
  readonly scenarios: readonly Scenario[];
  /** Every scenario that there is: a control of another one is kept. */
  readonly all: readonly Scenario[];
  /** Where the controls are kept; left out: nowhere. */
  readonly file?: string;
  readonly run: (
    scenarios: readonly Scenario[],
    fault: string | undefined,
    withPeer: boolean,
  ) => Promise<RunRecord>;
}

/** Each fault over the scenarios that name it; what was seen is kept beside what the file already has. */
export async function proveControls({ faults, scenarios, all, file, run }: Asked): Promise<ProofRecord> {
  // Before the first run: what is wrong with it must not come out after minutes
  if (file !== undefined) readControls(file);
  const { proof, controls } = await proveNamed(
    faults,
    scenarios,
    (some, fault) => runBoth(some, fault, run),
    packageVersion(),
  );
  if (file !== undefined) {
    const tried = proof.faults.flatMap(({ fault, red, missed }) =>
      [...red, ...missed].map((scenario) => keyOf({ scenario, fault })),
    );
    // Read anew: the other half may have written meanwhile
    writeControls(file, renewed(readControls(file), tried, controls, all));
  }
  return proof;
}

/** Those that need a second real server are run beside one, the others without. */
async function runBoth(
  scenarios: readonly Scenario[],
  fault: string | undefined,
  run: Asked['run'],
): Promise<RunRecord['scenarios']> {
  const [beside = [], alone = []] = [true, false].map((wanted) =>
    scenarios.filter(({ peers = {} }) => Object.values(peers).includes('server') === wanted),
  );
  const records: RunRecord[] = [];
  if (alone.length > 0) records.push(await run(alone, fault, false));
  if (beside.length > 0) records.push(await run(beside, fault, true));
  return records.flatMap((record) => record.scenarios);
}
