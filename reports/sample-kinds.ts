import {
  type FailureKind,
  failureKinds,
  type RunRecord,
  type ScenarioRecord,
} from '../harness/record/index.ts';
import { samplePart, sampleRun, sampleScenario } from './sample-run.ts';

/** One failed scenario of each kind. */
export const oneOfEachKind: readonly ScenarioRecord[] = failureKinds.map((kind) => failing(kind));

/**
 * A run with everything that a record can say: every standing, every kind of failure, controls, quotations, owners, a leak that two accept,
 * an expectation that is over, debt, logs, an image.
 */
export function fullSampleRun(change: Partial<RunRecord> = {}): RunRecord {
  const run = sampleRun();
  return {
    ...run,
    target: {
      ...run.target,
      kind: 'container',
      image: 'localhost/prosody@sha256:9c1f7a3e5b2d4860c1f7a3e5b2d48609c1f7a3e5b2d4860c1f7a3e5b2d486000',
      startMs: 812,
    },
    suite: { ...run.suite, profile: 'lenient', scenarios: run.scenarios.length + failureKinds.length + 2 },
    scenarios: [...run.scenarios, ...oneOfEachKind, acceptedLeak],
    requirements: run.requirements.map((requirement) => ({
      ...requirement,
      ...(requirement.id === 'C2S-EXIT-03' && {
        quote: 'each resource of the recipient is to be judged for itself',
      }),
    })),
    staleExpectations: ['rooms/** (owner: the vendor): it matches no scenario'],
    debt: {
      file: 'cmbac.lock',
      owed: 3,
      missing: ['exit/several-resources-of-another', 'location/network-not-cleared'],
    },
    logs: ['logs/prosody.log'],
    ...change,
  };
}

const acceptedLeak = sampleScenario({
  ...failing('leak'),
  id: 'kinds/accepted-leak',
  expected: {
    outcome: 'failed',
    kind: 'leak',
    reason: 'headlines are not checked before 1.0',
    met: true,
    owner: 'the vendor',
    expires: '2026-10-31',
    acceptedBy: ['R. Accreditor', 'S. Owner'],
  },
});

/** A scenario that fails in one way, as its title says. */
function failing(kind: FailureKind): ScenarioRecord {
  const seen = `what a failure of kind ${kind} looks like`;
  return sampleScenario({
    id: `kinds/${kind}`,
    title: `Nothing is wrong in the way of ${kind}`,
    outcome: 'failed',
    kind,
    reason: `rita does not see it: ${seen}`,
    parts: [
      samplePart({
        outcome: 'failed',
        findings: [{ step: 0, outcome: 'failed', kind, claim: 'rita does not see it', seen, evidence: [6] }],
      }),
    ],
  });
}
