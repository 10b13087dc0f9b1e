import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { sampleRun } from '../reports/sample-run.ts';
import { readRun } from './commands/saved-run.ts';

const command = join(import.meta.dirname, 'cmbac.ts');

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('cmbac', function () {
  this.timeout(20_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-test-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function cmbac(...args: readonly string[]): Ended {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  it('ends with 5 and its help when nothing is asked', () => {
    const { status, stderr } = cmbac();
    expect(status).to.equal(5);
    expect(stderr).to.include('Usage: cmbac');
  });

  it('gives each command help with examples, and its exit codes', () => {
    expect(cmbac('--help').stdout).to.match(/Exit codes:\n {2}0 /);
    for (const name of ['run', 'merge', 'diff', 'list', 'coverage', 'judge', 'explain', 'check']) {
      const { status, stdout } = cmbac(name, '--help');
      expect(status, name).to.equal(0);
      expect(stdout, name).to.match(/Examples:\n {2}\$ npx cmbac /);
    }
  });

  it('answers a mistyped command with the one that was meant', () => {
    expect(cmbac('lst')).to.deep.equal({
      status: 5,
      stdout: '',
      stderr: "error: unknown command 'lst'\n(Did you mean list?)\n`npx cmbac --help` lists the commands\n",
    });
  });

  it('lists what a profile asks for, and refuses one that nobody has', () => {
    const only = 'label/unknown-label-is-the-default-by-the-letter';
    expect(cmbac('list', only, '--profile', 'xep-literal').stdout).to.include(only);
    expect(cmbac('list', only, '--profile', 'strict').status).to.equal(5);
    const { status, stderr } = cmbac('run', '--profile', 'strikt', '--out', folder);
    expect(status).to.equal(5);
    expect(stderr).to.include('there is no profile `strikt`; did you mean `strict`?');
  });

  it('runs scenarios so often as it is asked, each time in another order', () => {
    const out = join(folder, 'out');
    const { status, stdout } = cmbac('run', 'exit/recipient-not-cleared', '--repeat', '2', '--out', out);
    expect(status).to.equal(0);
    expect(stdout).to.include('2 runs in 2 orders gave 2 parts the same verdicts.');
    expect(readRun(join(out, 'repeat-1')).suite.profile).to.equal('strict');
  });

  it('refuses a pattern that names no scenario', () => {
    const { status, stdout, stderr } = cmbac('list', 'no/such-scenario');
    expect({ status, stdout }).to.deep.equal({ status: 5, stdout: '' });
    expect(stderr).to.match(/^`no\/such-scenario` names no scenario; .*\n$/);
  });

  it('says of a scenario file what is wrong, where, and how it is mended', () => {
    mkdirSync(join(folder, 'own'));
    writeFileSync(
      join(folder, 'own/wrong.yaml'),
      'title: A title that is long enough\nrequirments: [C2S-EXIT-02]\n',
    );
    const { status, stdout, stderr } = cmbac('check', 'own');
    expect({ status, stdout }).to.deep.equal({ status: 5, stdout: '' });
    expect(stderr).to.match(
      /^own\/wrong\.yaml:2:1: unknown key `requirments`; did you mean `requirements`\?$/m,
    );
    expect(stderr).not.to.match(/^\s+at /m);
  });

  it('says that a folder of scenarios is not there, or empty', () => {
    expect(cmbac('check', 'nowhere').stderr).to.equal(
      '`nowhere` is not a folder; name one that holds scenario files\n',
    );
    mkdirSync(join(folder, 'empty'));
    expect(cmbac('list', '--scenarios', 'empty').stderr).to.equal(
      '`empty` holds no scenario; name a folder with .yaml files in it\n',
    );
  });

  it('lists scenarios as one JSON array', () => {
    const { status, stdout } = cmbac('list', '--json');
    const list: unknown = JSON.parse(stdout);
    expect(status).to.equal(0);
    expect(list).to.be.an('array').that.is.not.empty;
    for (const entry of Array.isArray(list) ? list : []) {
      expect(entry).to.have.all.keys('id', 'title', 'requirements', 'twin', 'needs');
    }
  });

  it('shows coverage as one JSON object whose groups add up', () => {
    const { status, stdout } = cmbac('coverage', '--json');
    expect(status).to.equal(0);
    expect(JSON.parse(stdout)).to.have.all.keys('requirements', 'covered', 'groups');
  });

  it('explains a verdict from a saved run', () => {
    writeFileSync(join(folder, 'run.json'), JSON.stringify(sampleRun({ exitCode: 4 })));
    const { status, stdout } = cmbac('explain', 'exit/several-resources', '.');
    expect(status).to.equal(0);
    expect(stdout).to.match(/^✕ exit\/several-resources: failed \(leak: .*\)\n/);
  });

  it('refuses to explain what is not in the run, and names what may be meant', () => {
    writeFileSync(join(folder, 'run.json'), JSON.stringify(sampleRun({ exitCode: 4 })));
    expect(cmbac('explain', 'exit/several-resource', '.')).to.deep.equal({
      status: 5,
      stdout: '',
      stderr:
        '`exit/several-resource` is not a scenario of the run in `.`; did you mean `exit/several-resources`?\n',
    });
  });

  it('refuses a folder without a run, and a record of another version', () => {
    expect(cmbac('judge', '.').stderr).to.equal(
      '`run.json`: it cannot be read; name the folder of a run, or make one with `npx cmbac run`\n',
    );
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ ...sampleRun(), schema: 'cmbac/run@2' }));
    const { status, stderr } = cmbac('explain', 'x', '.');
    expect(status).to.equal(5);
    expect(stderr).to.equal(
      '`run.json`: `schema` is not what cmbac/run@1 has there; run the suite again with this version\n',
    );
  });

  it('does not judge a transcript that is not there', () => {
    writeFileSync(join(folder, 'run.json'), JSON.stringify(sampleRun({ exitCode: 4 })));
    const { status, stdout } = cmbac('judge', '.', '--json');
    expect(status).to.equal(3);
    expect(JSON.parse(stdout)).to.include({ same: 0 });
  });

  it('refuses a target that it does not know, and lists those it does', () => {
    const { status, stderr } = cmbac('run', '--target', 'prosdy');
    expect(status).to.equal(5);
    expect(stderr).to.include('reference').and.to.include('prosody');
    expect(stderr).not.to.match(/^\s+at /m);
  });

  it('refuses a budget that is no number of milliseconds', () => {
    expect(cmbac('run', '--budget', 'soon').status).to.equal(5);
  });

  it('refuses to empty a folder that holds what no run wrote', () => {
    mkdirSync(join(folder, 'precious'));
    writeFileSync(join(folder, 'precious/thesis.tex'), '');
    const { status, stderr } = cmbac('run', '--out', 'precious');
    expect(status).to.equal(5);
    expect(stderr).to.equal(
      '`precious` holds `thesis.tex`, which no run wrote; give --out an empty or a new folder\n',
    );
  });

  it('runs scenarios against the reference server, and writes what came of them', () => {
    const { status, stdout } = cmbac('run', 'exit/**', '--json', '--seed', '7', '--out', 'out');
    const run = readRun(join(folder, 'out'));
    expect(JSON.parse(stdout)).to.deep.include({ target: 'reference', scenarios: run.scenarios.length });
    expect({ status, seed: run.suite.seed }).to.deep.equal({ status: run.exitCode, seed: '7' });
    expect(readdirSync(join(folder, 'out'))).to.have.members([
      'badge.json',
      'badge.svg',
      'index.html',
      'junit.xml',
      'logs',
      'run.json',
      'summary.md',
      'transcripts',
    ]);
    for (const { transcript } of run.scenarios.flatMap(({ parts }) => parts)) {
      expect(existsSync(join(folder, 'out', transcript ?? 'none'))).to.be.true;
    }
  });

  it('gives the same verdicts again from the transcripts of a run', () => {
    cmbac('run', 'exit/**', '--out', 'out');
    const { status, stdout } = cmbac('judge', 'out', '--json');
    expect(JSON.parse(stdout)).to.deep.include({ changed: [], unjudged: [] });
    expect(JSON.parse(stdout)).to.have.property('transcripts').that.is.greaterThan(0);
    expect(status).to.equal(0);
  });

  it('sees a check that is broken on purpose, and says that the run says nothing about a server', () => {
    const { status, stdout } = cmbac('run', 'exit/**', '--faults', 'exit.user', '--out', 'out');
    expect(status).to.equal(1);
    expect(stdout).to.include('it was started with exit.user broken on purpose');
  });
});
