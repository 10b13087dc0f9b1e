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
    const run = sampleRun({ exitCode: 4 });
    write(run);
    expect(readRun(folder)).to.deep.equal(run);
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
      const run = sampleRun({ suite: suites, scenarios, exitCode: 0 });
      write(run);
      expect(readRun(folder)).to.deep.equal(run);
    }
  });

  it('refuses a record of another version, and says where it differs', () => {
    write({ ...sampleRun(), suite: { version: 1 } });
    expect(() => readRun(folder)).to.throw('`suite.version` is not what cmbac/run@1 has there');
  });

  it('refuses a record whose verdicts or exit code are not what was found', () => {
    const sound = sampleRun({ exitCode: 4 });
    const [first, leaked, ...others] = sound.scenarios;
    if (first === undefined || leaked === undefined) throw new Error('the sample has scenarios');
    const green = sampleScenario({ id: leaked.id, parts: leaked.parts });
    const emptied = sampleScenario({ id: leaked.id, parts: [samplePart({ findings: [] })] });
    const forged = [
      [{ ...sound, exitCode: 0 }, 'the run ends with 0, and what was found with 4'],
      [
        { ...sound, scenarios: [first, emptied, ...others] },
        '`exit/several-resources` (scenario) is passed, and its findings are not',
      ],
      [
        { ...sound, scenarios: [first, green, ...others] },
        '`exit/several-resources` is passed, and its parts are failed',
      ],
      [
        {
          ...sound,
          scenarios: [
            first,
            { ...green, parts: leaked.parts.map((part) => ({ ...part, outcome: 'passed' })) },
          ],
        },
        '`exit/several-resources` (scenario) is passed, and its findings are not',
      ],
      [
        { ...sound, scenarios: [first, { ...leaked, kind: 'claim' }] },
        '`exit/several-resources` is of the kind claim, and its findings of leak',
      ],
      [
        {
          ...sound,
          scenarios: [
            { ...leaked, expected: { outcome: 'failed', kind: 'claim', reason: 'it is known', met: true } },
          ],
        },
        '`exit/several-resources` is said to be as expected, and is not',
      ],
    ] as const;
    for (const [run, sentence] of forged) {
      write(run);
      expect(() => readRun(folder)).to.throw(
        `does not add up: ${sentence}; take the file as the run wrote it`,
      );
    }
  });

  it('refuses what is not JSON', () => {
    writeFileSync(join(folder, 'run.json'), '{');
    expect(() => readRun(folder)).to.throw('run.json`: it is not JSON; name the folder of a run');
  });
});
