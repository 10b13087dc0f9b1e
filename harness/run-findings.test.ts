import { join } from 'node:path';
import { expect } from 'chai';
import { readFixtures } from './fixtures/index.ts';
import type { RunRecord } from './record/index.ts';
import { type RunFacts, RunFindings } from './run-findings.ts';
import { samplePart } from './run-record.fixture.ts';
import { partsOf, readScenario } from './scenario/index.ts';

const vocabulary = readFixtures(join(import.meta.dirname, '../fixtures')).vocabulary(['C2S-EXIT-02']);
const text = `title: A message reaches a recipient who is cleared for it
requirements: [C2S-EXIT-02]
actors: {tess: u-ts, sam: u-s}
steps:
  - probe: {from: tess, to: sam, label: A-S, expect: delivered}
`;
const one = readScenario(text, { id: 'muc/a', file: 'muc/a.yaml' }, vocabulary);
const other = readScenario(text, { id: 'muc/b', file: 'muc/b.yaml' }, vocabulary);
const shard = { number: 1, of: 2, chosen: 2, digest: 'd' };

/** What a run says in which `muc/a` passed, and `muc/*` was expected to fail. */
function recordOf(which?: typeof shard, facts: Partial<RunFacts> = {}): RunRecord {
  const findings = new RunFindings({
    scenarios: [one, other],
    requirements: [],
    expectations: [
      {
        match: ['muc/*'],
        outcome: 'failed',
        kind: 'over-block',
        reason: 'it has no rooms',
        owner: 'Prosody',
        place: 'f.yaml:3',
      },
    ],
    circumstances: { version: '0.12.3' },
    suiteVersion: '0.1.0',
    seed: '42',
    faults: [],
    ...(which && { shard: which }),
    ...facts,
  });
  findings.add(one, samplePart());
  const parts = partsOf(one).map((part) => ({ part, missing: [] }));
  const target = { name: 'prosody', product: 'Prosody', version: '0.12.3' };
  return findings.record({ target }, [{ scenario: one, parts }]);
}

describe('RunFindings', () => {
  it('says which shard the run was', () => {
    expect(recordOf(shard).suite).to.deep.equal({ version: '0.1.0', scenarios: 2, seed: '42', shard });
    expect(recordOf().suite).not.to.have.property('shard');
  });

  it('is red where it has not executed what it owes, and says what', () => {
    const owed = { file: 'executed.lock', scenarios: ['muc/a', 'muc/b'] };
    const { debt, exitCode } = recordOf(undefined, { owed, expectations: [] });
    expect(debt).to.deep.equal({ file: 'executed.lock', owed: 2, missing: ['muc/b'] });
    expect(exitCode).to.equal(6);
    const paid = recordOf(undefined, { owed: { ...owed, scenarios: ['muc/a'] }, expectations: [] });
    expect([paid.debt?.missing, paid.exitCode]).to.deep.equal([[], 0]);
  });

  it('goes by the day on which it began', () => {
    const entry = {
      match: ['muc/b'],
      outcome: 'failed',
      kind: 'protocol',
      reason: 'it has no rooms',
      owner: 'Prosody',
      expires: '2026-12-31',
      place: 'f.yaml:3',
    } as const;
    const on = (day: string): readonly string[] =>
      recordOf(undefined, { expectations: [entry], startedAt: new Date(`${day}T12:00:00Z`) })
        .staleExpectations;
    expect(on('2026-12-31')).to.deep.equal([]);
    expect(on('2027-01-01')).to.have.length(1);
  });

  it('calls no expectation of several stale in a shard, and tells of an unexpected pass all the same', () => {
    expect(recordOf().staleExpectations).to.have.length(1);
    const { staleExpectations, exitCode } = recordOf(shard);
    expect([staleExpectations, exitCode]).to.deep.equal([[], 2]);
  });
});
