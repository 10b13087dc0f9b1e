import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { exitCode } from '../../harness/judge/index.ts';
import type { RunRecord } from '../../harness/record/index.ts';
import { sampleRun, sampleScenario } from '../../reports/sample-run.ts';

const command = join(import.meta.dirname, '../cmbac.ts');
const leaking = sampleScenario({
  id: 'exit/recipient-not-cleared',
  outcome: 'failed',
  kind: 'leak',
  parts: [],
});
const delivering = sampleScenario({ id: 'entry/sender-cleared', outcome: 'passed' });

describe('cmbac bless and cmbac lock', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-bless-'));
    save({ scenarios: [leaking, delivering] });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function save(change: Partial<RunRecord>): void {
    mkdirSync(join(folder, 'run'), { recursive: true });
    const run = { ...sampleRun(), ...change };
    const code = exitCode(run.scenarios, run.staleExpectations, run.debt);
    writeFileSync(join(folder, 'run/run.json'), JSON.stringify({ ...run, exitCode: code }));
  }

  function cmbac(...args: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  it('shows what a run changes as a diff, writes it when told to, and has nothing to change then', () => {
    const shown = cmbac('bless', 'run', '--file', 'expected.yaml');
    expect([shown.status, existsSync(join(folder, 'expected.yaml'))]).to.deep.equal([0, false]);
    expect(shown.stdout).to.contain('--- expected.yaml\n+++ expected.yaml\n@@ -0,0 +1,');
    expect(shown.stdout).to.contain(
      '\n+  - match: exit/recipient-not-cleared\n+    outcome: failed\n+    kind: leak\n',
    );
    expect(shown.stdout).to.contain(
      '1 to be explained, 0 gone; nothing is written: look at it, then add --write',
    );
    expect(cmbac('bless', 'run', '--file', 'expected.yaml', '--write').stdout).to.contain(
      'written; fill in what says TODO',
    );
    expect(readFileSync(join(folder, 'expected.yaml'), 'utf8')).to.contain(
      'acceptLeak: [TODO who, TODO who else]',
    );
    expect(cmbac('bless', 'run', '--file', 'expected.yaml').stdout).to.equal(
      'expected.yaml says what the run showed: nothing to change\n',
    );
  });

  it('locks what came to a verdict, and refuses what says nothing about a whole run of a server', () => {
    const locked = cmbac('lock', 'run', '--out', 'executed.lock');
    expect([locked.status, locked.stdout]).to.deep.equal([
      0,
      '2 of 2 scenarios of run are locked in executed.lock\n',
    ]);
    expect(readFileSync(join(folder, 'executed.lock'), 'utf8')).to.contain(
      'scenarios:\n  - entry/sender-cleared\n  - exit/recipient-not-cleared\n',
    );
    save({ faults: ['exit.user'] });
    for (const args of [
      ['lock', 'run', '--out', 'executed.lock'],
      ['bless', 'run', '--file', 'expected.yaml'],
    ]) {
      const { status, stderr } = cmbac(...args);
      expect([status, stderr]).to.deep.equal([
        5,
        `\`run\` was made with faults, and says nothing about a server; ${args[0] ?? ''} a run without\n`,
      ]);
    }
    save({ suite: { ...sampleRun().suite, shard: { number: 1, of: 2, chosen: 4, digest: 'd' } } });
    expect(cmbac('lock', 'run', '--out', 'executed.lock').stderr).to.contain(
      '`run` is shard 1 of 2; join them',
    );
    save({ deployment: { number: 1, of: 3, parts: 2, chosen: 6, digest: 'd' } });
    expect(cmbac('lock', 'run', '--out', 'executed.lock').stderr).to.contain(
      '`run` is deployment 1 of 3; join them',
    );
  });

  it('blesses no run of an earlier version: nothing in it says how a scenario failed', () => {
    const untold = sampleScenario({ id: leaking.id, outcome: 'failed', parts: [] });
    save({ scenarios: [untold, delivering] });
    expect(cmbac('bless', 'run', '--file', 'expected.yaml').stderr).to.equal(
      '`run` is of an earlier version, which did not say how a scenario failed; run it again, then bless that\n',
    );
  });
});
