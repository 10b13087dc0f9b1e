import { expect } from 'chai';
import { scenarioOf } from './judge/transcript.fixture.ts';
import { prove } from './prove.ts';
import type { RunRecord, ScenarioRecord } from './record/index.ts';

describe('prove', () => {
  const refusing = scenarioOf(`
steps:
  - probe: { from: tess, to: rita, label: A-S, expect: refused }
  - probe: { from: tess, to: rita, expect: delivered }
kills: [exit.user]
`);
  const runWith = (outcome: ScenarioRecord['outcome']): Promise<RunRecord> => {
    const scenario = { id: refusing.id, file: '', title: '', requirements: [], outcome, parts: [] };
    return Promise.resolve({
      schema: 'cmbac/run@1',
      target: { name: 'reference', product: '', version: '' },
      suite: { version: '', scenarios: 1, seed: '' },
      startedAt: '',
      wallMs: 0,
      faults: [],
      scenarios: [scenario],
      requirements: [],
      staleExpectations: [],
      exitCode: 0,
    });
  };
  const fault = { name: 'exit.user', broken: 'x' };

  it('finds what turned red, what did without saying so, and what should have', async () => {
    const other = { name: 'lbl.mark', broken: 'y' };
    const proof = await prove([fault, other], [refusing], (name) => runWith(name ? 'failed' : 'passed'));
    expect(proof.faults.map(({ red, missed, unsaid }) => ({ red, missed, unsaid }))).to.deep.equal([
      { red: [refusing.id], missed: [], unsaid: [] },
      { red: [refusing.id], missed: [], unsaid: [refusing.id] },
    ]);
    expect(proof.neverRed).to.deep.equal([]);
  });

  it('counts nothing that the sound server does not pass either, and names it', async () => {
    const proof = await prove([fault], [refusing], () => runWith('inconclusive'));
    expect(proof.faults[0]).to.deep.include({ red: [], missed: [refusing.id] });
    expect([proof.unsound, proof.neverRed]).to.deep.equal([[refusing.id], [refusing.id]]);
    const missing = await prove([fault], [refusing], () => runWith('unsupported'));
    expect(missing.unsound).to.deep.equal([]);
  });

  it('names a scenario that stays green, where all faults were tried', async () => {
    const whole = await prove([fault], [refusing], () => runWith('passed'));
    expect(whole.faults[0]?.missed).to.deep.equal([refusing.id]);
    expect(whole.neverRed).to.deep.equal([refusing.id]);
    expect((await prove([fault], [refusing], () => runWith('passed'), false)).neverRed).to.equal(undefined);
  });
});
