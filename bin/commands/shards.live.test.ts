import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { readRun } from './saved-run.ts';

const command = join(import.meta.dirname, '../cmbac.ts');

const delivered = `title: A message reaches a recipient who is cleared for it
requirements: [C2S-EXIT-02]
actors: {tess: u-ts, sam: u-s}
steps:
  - probe: {from: tess, to: sam, label: A-S, expect: delivered}
`;

const refused = `title: A message is not delivered to a recipient whose clearance does not cover its label
requirements: [C2S-EXIT-02]
actors: {tess: u-ts, rita: u-r}
steps:
  - probe: {from: tess, to: rita, label: A-S, expect: refused}
twin:
  title: With SECRET in the clearance the recipient gets it
  provision: {U(u-r): [U, R, S]}
kills: [exit.user]
`;

describe('cmbac run --shard, merge and diff', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-shards-'));
    mkdirSync(join(folder, 'own'));
    for (const name of ['a', 'b']) writeFileSync(join(folder, `own/${name}.yaml`), delivered);
    writeFileSync(join(folder, 'own/c.yaml'), refused);
    for (const number of [1, 2]) {
      const { status, stderr } = run('--shard', `${number}/2`, '--out', `shards/${number}`);
      expect(status, stderr).to.equal(0);
    }
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function cmbac(...args: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  const run = (...args: readonly string[]) => cmbac('run', '--scenarios', 'own', ...args);

  it('runs every scenario in one shard, with its twin, and says in the record which shard it was', () => {
    const records = [1, 2].map((number) => readRun(join(folder, 'shards', String(number))));
    const ran = records.flatMap(({ scenarios }) => scenarios.map(({ id, parts }) => `${id} ${parts.length}`));
    expect(ran.sort()).to.deep.equal(['a 1', 'b 1', 'c 2']);
    const shards = records.map(({ suite }) => suite.shard);
    expect(shards.map((shard) => [shard?.number, shard?.of, shard?.chosen])).to.deep.equal([
      [1, 2, 3],
      [2, 2, 3],
    ]);
    expect(shards[0]?.digest).to.equal(shards[1]?.digest);
  });

  it('merges them to a run whose transcripts give the same verdicts', () => {
    const { status, stdout } = cmbac('merge', 'shards/2', 'shards/1', '--out', 'all');
    expect(status).to.equal(0);
    expect(stdout).to.include('passes all 3 scenarios.').and.to.include('merged from 2 shards');
    expect(readdirSync(join(folder, 'all')).sort()).to.deep.equal([
      'badge.json',
      'badge.svg',
      'index.html',
      'junit.xml',
      'logs',
      'run.json',
      'summary.md',
      'transcripts',
    ]);
    expect(cmbac('judge', 'all', '--scenarios', 'own').stdout).to.match(
      /^4 transcripts with the same verdict/,
    );
  });

  it('refuses what is no whole run, and keeps what was there', () => {
    expect(cmbac('merge', 'shards/1', '--out', 'all')).to.deep.equal({
      status: 5,
      stdout: '',
      stderr: 'shard 2 of 2 is missing; run it with --shard 2/2\n',
    });
    expect(existsSync(join(folder, 'all/run.json'))).to.equal(true);
    expect(cmbac('merge', 'shards/1', 'shards/2', '--out', 'shards/1').stderr).to.equal(
      '`shards/1` is in `shards/1`, which is emptied first; give --out another folder\n',
    );
    expect(run('--shard', '1/4', '--out', 'four')).to.deep.include({ status: 5 });
    expect(run('--shard', '3/2', '--out', 'four').stderr).to.include('as in 2/5');
    expect(existsSync(join(folder, 'four'))).to.equal(false);
  });

  it('refuses a shard whose transcripts are not there: nothing would prove its verdicts', () => {
    const { status } = run('--shard', '1/2', '--out', 'bare');
    expect(status).to.equal(0);
    rmSync(join(folder, 'bare/transcripts'), { recursive: true });
    const { status: merged, stderr } = cmbac('merge', 'bare', 'shards/2', '--out', 'none');
    expect(merged).to.equal(5);
    expect(stderr).to.match(/^`bare\/transcripts\/.*` is missing; bring the whole folder of the shard/);
  });

  it('says in a sentence that a folder is not there', () => {
    const { status, stderr } = cmbac('merge', 'nowhere', '--out', 'none');
    expect([status, stderr]).to.deep.equal([
      5,
      '`nowhere/run.json`: it cannot be read; name the folder of a run, or make one with `npx cmbac run`\n',
    ]);
  });

  it('copies no file into the merged run but transcripts of the shard', () => {
    cpSync(join(folder, 'shards/1'), join(folder, 'forged'), { recursive: true });
    const file = join(folder, 'forged/run.json');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/"transcript": "[^"]*"/, '"transcript": "../own/a.yaml"'),
    );
    const { status, stderr } = cmbac('merge', 'forged', 'shards/2', '--out', 'none');
    expect(status).to.equal(5);
    expect(stderr).to.equal(
      '`forged/run.json` names the transcript `../own/a.yaml`, which no run wrote; run that shard again\n',
    );
    expect(existsSync(join(folder, 'none'))).to.equal(false);
  });

  it('tells a regression from the merged run, and nothing from another sound one', () => {
    expect(run('--out', 'sound').status).to.equal(0);
    const same = cmbac('diff', 'all', 'sound');
    expect(same.status).to.equal(0);
    expect(same.stdout).to.include('0 regressed, 0 mended, 0 otherwise, 0 new, 0 gone, 4 the same');
    expect(run('--faults', 'exit.user', '--out', 'broken').status).to.equal(1);
    const worse = cmbac('diff', 'all', 'broken');
    expect(worse.status).to.equal(1);
    expect(worse.stdout).to.include('regressed: 1 part\n✕ c: was passed, is failed (leak)\n');
    const { status, stdout } = cmbac('diff', 'broken', 'all', '--json');
    const part = z.looseObject({ scenario: z.string() });
    const found = z
      .looseObject({ regressed: z.array(part), mended: z.array(part) })
      .parse(JSON.parse(stdout));
    expect([status, found.regressed, found.mended.map(({ scenario }) => scenario)]).to.deep.equal([
      0,
      [],
      ['c'],
    ]);
  });
});
