import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { sampleRun, sampleScenario } from '../../reports/sample-run.ts';
import { main } from './program.ts';

describe('cmbac areas', () => {
  const folder = mkdtempSync(join(tmpdir(), 'areas-'));
  const [areas, page] = [join(folder, 'areas.yaml'), join(folder, 'page.md')];

  before(() => {
    writeFileSync(areas, '- area: Exit\n  scenarios: [exit/recipient-not-cleared]\n');
    runInto('alpha', 'passed');
    runInto('beta', 'inconclusive');
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  function runInto(name: string, outcome: 'passed' | 'inconclusive'): void {
    mkdirSync(join(folder, name));
    const scenarios = [sampleScenario({ id: 'exit/recipient-not-cleared', outcome, parts: [] })];
    const record = sampleRun({ scenarios, exitCode: outcome === 'passed' ? 0 : 3 });
    writeFileSync(join(folder, name, 'run.json'), JSON.stringify(record));
  }

  function areasOf(name: string, ...more: readonly string[]): Promise<number> {
    return main(['areas', join(folder, name), '--areas', areas, ...more]);
  }

  it('writes the table between its marks, leaves the rest, and sees when a run gives another', async () => {
    const [before, after] = [
      '# A page\n\n<!-- areas: made by `npx cmbac areas` -->\n',
      '<!-- areas: end -->\n\nmore\n',
    ];
    writeFileSync(page, before + after);
    expect(await areasOf('alpha', '--check', page)).to.equal(1);
    expect(await areasOf('alpha', '--write', page)).to.equal(0);
    const text = readFileSync(page, 'utf8');
    expect(text.startsWith(before) && text.endsWith(after)).to.equal(true);
    expect(text).to.include('| `exit/recipient-not-cleared` | passed |');
    expect(await areasOf('alpha', '--check', page)).to.equal(0);
    expect(await areasOf('beta', '--check', page)).to.equal(1);
  });

  it('refuses a file without the marks, one that is not there, and areas of scenarios that there are not', async () => {
    writeFileSync(page, '# A page\n');
    expect(await areasOf('alpha', '--write', page)).to.equal(5);
    expect(readFileSync(page, 'utf8')).to.equal('# A page\n');
    expect(await areasOf('alpha', '--check', join(folder, 'none.md'))).to.equal(5);
    writeFileSync(areas, '- area: Exit\n  scenarios: [exit/nothing]\n');
    expect(await areasOf('alpha')).to.equal(5);
  });
});
