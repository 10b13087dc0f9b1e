import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { sampleRun } from '../../reports/sample-run.ts';
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

  it('refuses a record of another version, and says where it differs', () => {
    write({ ...sampleRun(), suite: { version: 1 } });
    expect(() => readRun(folder)).to.throw('`suite.version` is not what cmbac/run@1 has there');
  });

  it('refuses what is not JSON', () => {
    writeFileSync(join(folder, 'run.json'), '{');
    expect(() => readRun(folder)).to.throw('run.json`: it is not JSON; name the folder of a run');
  });
});
