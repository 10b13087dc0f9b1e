import { expect } from 'chai';
import type { RunRecord, ScenarioRecord } from '../harness/record/index.ts';
import { areaTable } from './area-table.ts';
import { sampleRun, sampleScenario } from './sample-run.ts';

/** A run of a server with nothing but what came of these. */
function runOf(product: string, ...scenarios: readonly Partial<ScenarioRecord>[]): RunRecord {
  return sampleRun({
    target: { name: product.toLowerCase(), product, version: '1.0' },
    scenarios: scenarios.map((one) => sampleScenario(one)),
  });
}

const areas = [
  {
    area: 'Carried',
    scenarios: ['label/arrives', 'label/stored', 'label/copied'],
    unmeasured: 'Archives: nobody has one.',
  },
  { area: 'Enforced', scenarios: ['exit/refused', 'internal/refused'] },
] as const;

describe('areaTable', () => {
  it('has a line for each area with counts, and one for each scenario with the kind of its failure', () => {
    const one = runOf(
      'One',
      { id: 'label/arrives' },
      { id: 'label/stored', outcome: 'failed', kind: 'label-lost' },
      { id: 'label/copied', outcome: 'unsupported', reason: 'of this the target lacks feature carbons' },
      { id: 'exit/refused', outcome: 'failed', kind: 'leak' },
      { id: 'internal/refused', outcome: 'unsupported', reason: 'of this the target lacks verb Srv.clr' },
    );
    const two = runOf(
      'Two',
      { id: 'label/arrives', outcome: 'inconclusive' },
      { id: 'label/stored' },
      { id: 'label/copied', outcome: 'failed' },
      { id: 'internal/refused', outcome: 'unsupported' },
    );
    expect(areaTable(areas, [one, two])).to.equal(`|  | One 1.0 | Two 1.0 |
| --- | --- | --- |
| **Carried** | **1 of 2 passed, 1 label lost** | **1 of 3 passed, 1 inconclusive, 1 failed** |
| \`label/arrives\` | passed | inconclusive |
| \`label/stored\` | label lost | passed |
| \`label/copied\` | cannot be asked: feature carbons | failed |
| Archives: nobody has one. | not measured | not measured |
| **Enforced** | **0 of 1 passed, 1 leak** | **cannot be asked** |
| \`exit/refused\` | leak | not in this run |
| \`internal/refused\` | cannot be asked: verb Srv.clr | cannot be asked |
`);
  });
});
