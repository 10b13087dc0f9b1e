import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';

const command = join(import.meta.dirname, '../cmbac.ts');

const scenario = (peers: string): string => `title: A message reaches a user of another server
requirements: [S2S-4PT-9]
${peers}
actors: {sam: u-s, xenia: x@b.test}
steps:
  - probe: {from: sam, to: xenia, label: A-S, expect: delivered, shows: {asWritten: true}}
`;

describe('cmbac matrix', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-matrix-'));
    mkdirSync(join(folder, 'own'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function matrix(...args: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [command, 'matrix', '-t', 'reference', '--scenarios', 'own', '--out', 'pairs', ...args],
      { cwd: folder, encoding: 'utf8' },
    );
    return { status, stdout, stderr };
  }

  it('runs a server with another of its kind, and writes the matrix, its page and the run of each pair', () => {
    writeFileSync(join(folder, 'own/a.yaml'), scenario('peers: {b.test: server}'));
    // Named twice it is still one
    const { status, stdout, stderr } = matrix('a', '-t', 'reference', '--json');
    expect([status, stderr.split('\n')[0]]).to.deep.equal([0, '1/1 reference → reference']);
    const said = z
      .looseObject({ targets: z.array(z.string()), pairs: z.array(z.looseObject({})) })
      .parse(JSON.parse(stdout));
    expect(said.targets).to.deep.equal(['reference']);
    expect(said.pairs[0]).to.deep.include({
      from: 'reference',
      to: 'reference',
      evidence: 'pairs/reference-reference',
    });
    expect(said.pairs[0]?.['verdicts']).to.deep.include({ passed: 1, failed: 0, unsupported: 0 });
    for (const file of [
      'matrix.json',
      'matrix.html',
      'pairs/reference-reference/run.json',
      'pairs/reference-reference/index.html',
    ])
      expect(existsSync(join(folder, 'pairs', file)), file).to.equal(true);
  });

  it('keeps an earlier matrix where it is asked for what there is not', () => {
    writeFileSync(join(folder, 'own/a.yaml'), scenario(''));
    mkdirSync(join(folder, 'pairs'));
    writeFileSync(join(folder, 'pairs/matrix.json'), '{}');
    expect(matrix('b').status).to.equal(5);
    expect(matrix('a').status).to.equal(5);
    expect(existsSync(join(folder, 'pairs/matrix.json'))).to.equal(true);
  });

  it('says that nothing it was asked has a second server, and which targets there are', () => {
    writeFileSync(join(folder, 'own/a.yaml'), scenario(''));
    expect(matrix('a')).to.deep.include({ status: 5 });
    expect(matrix('a').stderr).to.contain('none of these scenarios has a second server in its `peers`');
    expect(matrix('a', '-t', 'prosodi').stderr).to.contain(
      'there is no target `prosodi`; did you mean `prosody`?',
    );
  });
});
