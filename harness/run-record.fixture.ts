import type { PartRecord, RunRecord, ScenarioRecord } from './record/index.ts';

/** A run against a Prosody, of no scenario; `change` makes it another. */
export function sampleRun(change: Partial<RunRecord> = {}): RunRecord {
  return {
    schema: 'cmbac/run@1',
    target: { name: 'prosody', product: 'Prosody', version: '0.12.3' },
    suite: { version: '0.1.0', scenarios: 9, seed: '42' },
    startedAt: '2026-11-21T21:08:02.412Z',
    wallMs: 12_340,
    faults: [],
    scenarios: [],
    requirements: [],
    staleExpectations: [],
    exitCode: 0,
    ...change,
  };
}

/** A scenario that passed. */
export function sampleScenario(change: Partial<ScenarioRecord> & Pick<ScenarioRecord, 'id'>): ScenarioRecord {
  const { id } = change;
  const parts = [samplePart()];
  return { file: `${id}.yaml`, title: id, requirements: [], outcome: 'passed', parts, ...change };
}

/** A part that passed, and has no finding. */
export function samplePart(change: Partial<PartRecord> = {}): PartRecord {
  return {
    name: 'scenario',
    title: 'What is not for rita does not reach her',
    outcome: 'passed',
    wallMs: 41.6,
    provision: [],
    findings: [],
    steps: [],
    ...change,
  };
}
