import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readAction, readComponent, root } from './ci-templates.fixture.ts';

const one = 'exit/recipient-not-cleared';
const two = `${one} entry/sender-not-cleared`;

describe('what CI systems run', function () {
  this.timeout(180_000);
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-ci-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** A shell's lines, in the fresh folder, with nothing of this process's environment but the way to programs. */
  function shell(
    script: string,
    env: Readonly<Record<string, string>>,
  ): { readonly code: number; readonly said: string } {
    const { PATH = '' } = process.env;
    const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      cwd: folder,
      env: { PATH, ...env },
      encoding: 'utf8',
    });
    return { code: ran.status ?? -1, said: `${ran.stdout}${ran.stderr}` };
  }

  /** The step of the action that runs cmbac, as GitHub would run it. */
  function step(
    given: Readonly<Record<string, string>>,
    action = root,
  ): {
    readonly code: number;
    readonly outputs: string;
    readonly said: string;
  } {
    const { inputs, runs } = readAction();
    const found = runs.steps.find(({ id }) => id === 'cmbac');
    const value = (expression: string): string =>
      expression.replaceAll(
        /\$\{\{ inputs\.([\w-]+) \}\}/g,
        (_, name: string) => given[name] ?? inputs[name]?.default ?? '',
      );
    const env = Object.fromEntries(
      Object.entries(found?.env ?? {}).map(([name, text]) => [name, value(text)]),
    );
    const outputs = join(folder, 'outputs');
    const ran = shell(found?.run ?? 'exit 99', {
      ...env,
      GITHUB_ACTION_PATH: action,
      GITHUB_OUTPUT: outputs,
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    });
    return { ...ran, outputs: existsSync(outputs) ? readFileSync(outputs, 'utf8') : '' };
  }

  it("plays GitHub's step: reports, outputs, a summary", () => {
    const { code, outputs, said } = step({ patterns: one });
    expect(code, said).to.equal(0);
    expect(outputs).to.equal('exit-code=0\nreport=cmbac-report\n');
    expect(existsSync(join(folder, 'cmbac-report/junit.xml'))).to.equal(true);
    expect(readFileSync(join(folder, 'summary'), 'utf8')).to.contain('reference');
  });

  it('leaves a pattern with a star to cmbac, whatever files there are', () => {
    mkdirSync(join(folder, 'exit/recipient'), { recursive: true });
    const { code, said } = step({ patterns: 'exit/recipient*' });
    expect(code, said).to.equal(0);
    expect(readFileSync(join(folder, 'cmbac-report/junit.xml'), 'utf8')).to.contain(one);
  });

  it('joins the shards of a matrix', () => {
    for (const shard of ['1', '2'])
      expect(
        step({ patterns: two, shard: `${shard}/2`, out: `shards/${shard}`, 'fail-on': '' }).code,
      ).to.equal(0);
    const { code, said } = step({ merge: 'shards/*' });
    expect(code, said).to.equal(0);
    expect(readFileSync(join(folder, 'cmbac-report/junit.xml'), 'utf8'))
      .to.contain('exit/recipient-not-cleared')
      .and.contain('entry/sender-not-cleared');
  });

  it('fails by the exit codes that it is told, and by bad input always', () => {
    const wrong = step({ patterns: 'no/such', 'fail-on': '' });
    expect(wrong).to.include({ code: 5, outputs: 'exit-code=5\nreport=cmbac-report\n' });
  });

  it('fails where cmbac did not end by itself, whatever it is told', () => {
    const bin = join(folder, 'action/node_modules/.bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'node'), '#!/bin/sh\nkill -9 $$\n', { mode: 0o755 });
    expect(step({ 'fail-on': '' }, join(folder, 'action')).code).to.equal(137);
  });

  it('takes what it is not told to fail by for a remark', () => {
    expect(step({ patterns: two, out: 'both' }).code).to.equal(0);
    const locked = shell(
      `"${root}/node_modules/.bin/node" "${root}/bin/cmbac.ts" lock both --out cmbac.lock`,
      {},
    );
    expect(locked.code, locked.said).to.equal(0);
    expect(step({ patterns: one, shard: '1/1', out: 'shards/1' }).code).to.equal(0);
    rmSync(join(folder, 'outputs'));
    const { code, outputs } = step({ merge: 'shards/1', lock: 'cmbac.lock', 'fail-on': '1' });
    expect({ code, outputs }).to.deep.equal({ code: 0, outputs: 'exit-code=6\nreport=cmbac-report\n' });
    expect(step({ merge: 'shards/1', lock: 'cmbac.lock' }).code).to.equal(6);
  });

  it("plays GitLab's jobs one after the other", () => {
    const { inputs, jobs } = readComponent();
    const given: Readonly<Record<string, string>> = { patterns: two, source: 'unused' };
    const value = (text: string): string =>
      text.replaceAll(
        /\$\[\[ inputs\.([\w-]+) \]\]/g,
        (_, name: string) => given[name] ?? String(inputs[name]?.default ?? ''),
      );
    const named = Object.entries(jobs['.cmbac']?.variables ?? {});
    const variables = Object.fromEntries(named.map(([name, text]): [string, string] => [name, value(text)]));
    // In place of the clone and its packages
    symlinkSync(root, join(folder, '.cmbac'));
    const run = (name: string, env: Readonly<Record<string, string>>) =>
      shell((jobs[name]?.script ?? ['exit 99']).map(value).join('\n'), { ...variables, ...env });
    for (const index of ['1', '2']) {
      const { code, said } = run('cmbac', { CI_NODE_INDEX: index, CI_NODE_TOTAL: '2' });
      expect(code, said).to.equal(0);
    }
    const { code, said } = run('cmbac report', {});
    expect(code, said).to.equal(0);
    const { junit = 'none' } = jobs['cmbac report']?.artifacts?.reports ?? {};
    expect(readFileSync(join(folder, junit), 'utf8')).to.contain('entry/sender-not-cleared');
    expect(existsSync(join(folder, 'cmbac-report/badge.svg'))).to.equal(true);
  });
});
