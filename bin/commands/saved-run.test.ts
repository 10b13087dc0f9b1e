import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { samplePart, sampleRun, sampleScenario } from '../../reports/sample-run.ts';
import { readRun } from './saved-run.ts';

describe('readRun', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-test-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const write = (value: unknown): void => {
    writeFileSync(join(folder, 'run.json'), JSON.stringify(value));
  };

  it('gives the record that was written', () => {
    write(sampleRun());
    expect(readRun(folder)).to.deep.equal(sampleRun());
  });

  it('leaves out nothing of a shard, nor of what was measured', () => {
    const { suite } = sampleRun();
    const shard = { number: 1, of: 2, chosen: 3, digest: 'd' };
    const measured = { step: 0, outcome: 'passed', claim: 'as fast', value: '1.2 ms', evidence: [] } as const;
    const scenarios = [sampleScenario({ parts: [samplePart({ findings: [measured] })] })];
    for (const suites of [
      { ...suite, shard },
      { ...suite, shards: 2 },
    ]) {
      const run = sampleRun({ suite: suites, scenarios });
      write(run);
      expect(readRun(folder)).to.deep.equal(run);
    }
  });

  it('refuses a record of another version, and says where it differs', () => {
    write({ ...sampleRun(), suite: { version: 1 } });
    expect(() => readRun(folder)).to.throw('`suite.version` is not what cmbac/run@1 has there');
  });

  it('refuses what is not JSON', () => {
    writeFileSync(join(folder, 'run.json'), '{');
    expect(() => readRun(folder)).to.throw('run.json`: it is not JSON; name the folder of a run');
  });
});
