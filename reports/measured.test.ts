import { expect } from 'chai';
import { explainPart } from './explain.ts';
import { htmlReport } from './html/index.ts';
import { junit } from './junit.ts';
import { measuredIn } from './measured.ts';
import { samplePart, sampleRun, sampleScenario } from './sample-run.ts';

describe('a value that was measured', () => {
  const claim = 'the time does not tell';
  const finding = { step: 0, outcome: 'passed' as const, claim, evidence: [], value: 'effect 0.2 ms <' };
  const part = samplePart({ findings: [finding] });
  const run = sampleRun({ scenarios: [sampleScenario({ parts: [part] })] });

  it('is found in the run', () => {
    expect(measuredIn(run)).to.deep.equal([
      { scenario: 'exit/recipient-not-cleared', claim, value: 'effect 0.2 ms <' },
    ]);
    expect(measuredIn(sampleRun())).to.deep.equal([]);
  });

  it('stands in every report, though nothing failed', () => {
    expect(explainPart(part).join('\n')).to.include('measured: effect 0.2 ms <');
    expect(junit(run, 'out')).to.include('measured: the time does not tell: effect 0.2 ms <');
    const page = htmlReport(run);
    expect(page).to.include('<h2>What was measured</h2>');
    expect(page.match(/effect 0\.2 ms &lt;/g)).to.have.length(2);
  });
});
