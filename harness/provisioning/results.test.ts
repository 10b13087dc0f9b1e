import { expect } from 'chai';
import type { Finding, Outcome, ScenarioRecord } from '../record/index.ts';
import { samplePart, sampleScenario } from '../run-record.fixture.ts';
import { lookOf } from './checks/check.ts';
import { resultsOf } from './results.ts';
import type { SheetRow } from './sheet-row.ts';

const name = 'cmbac-u-r@alpha.lab';
const clearance: SheetRow = {
  ...{ deployment: 1, what: 'account', name, setting: 'clearance', verb: 'U' },
  ...{ inWords: 'HARNESS-A: UNCLASSIFIED', value: 'MA0=' },
};

describe('what verification says', () => {
  it('is done where the probes passed, and what to type in where they did not', () => {
    expect(standing('U', played('passed'))).to.deep.equal({
      ...{ name, setting: 'clearance', standing: 'done', sentence: '' },
    });
    expect(standing('U', played('failed'))).to.deep.equal({
      ...{ name, setting: 'clearance', standing: 'not done' },
      sentence: `give ${name} the clearance HARNESS-A: UNCLASSIFIED, \`MA0=\` (A-S is refused: it came)`,
    });
  });

  it('is never done where probes were inconclusive, or nothing was seen', () => {
    expect(standing('U', played('inconclusive'))?.standing).to.equal('not done');
    expect(standing('U', [])?.standing).to.equal('not done');
  });

  it('names the account that is missing, and does not blame its clearance too', () => {
    const checks = ['', 'U'].map((verb) => check(verb));
    const results = resultsOf(checks, { scenarios: [...played('broken', ''), ...played('broken')] }, [
      clearance,
    ]);
    expect(results.map((one) => [one.setting, one.standing, one.sentence])).to.deep.equal([
      ['account', 'not done', `make the account ${name}, with the password that the sheet names (it came)`],
      ['clearance', 'cannot be seen', 'the account is not there yet'],
    ]);
  });

  it('says why where nothing can show it', () => {
    const [result] = resultsOf([{ ...check('U'), look: 'no probe looks at it' }], { scenarios: [] }, []);
    expect(result).to.deep.include({ standing: 'cannot be seen', sentence: 'no probe looks at it' });
  });
});

function standing(verb: string, scenarios: readonly ScenarioRecord[]) {
  return resultsOf([check(verb)], { scenarios }, [clearance])[0];
}

function check(verb: string) {
  const steps = [{ login: { actor: 'holder', expect: 'accepted' } }];
  const look = lookOf(`look${verb}`, { actors: { holder: { user: 'u-r', online: false } }, steps });
  return { verb, name: 'u-r', address: name, look };
}

function played(outcome: Outcome, verb = 'U'): ScenarioRecord[] {
  const finding: Finding = { step: 0, outcome, claim: 'A-S is refused', seen: 'it came', evidence: [] };
  return [
    sampleScenario({
      id: `provision/look${verb}`,
      outcome,
      parts: [samplePart({ outcome, findings: [finding] })],
    }),
  ];
}
