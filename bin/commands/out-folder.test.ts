import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { BadInput } from './bad-input.ts';
import { emptyOutFolder } from './out-folder.ts';

describe('emptyOutFolder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-test-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('makes a folder that is not there, and those above it', () => {
    emptyOutFolder(join(folder, 'a/b'));
    expect(readdirSync(join(folder, 'a/b'))).to.deep.equal([]);
  });

  it('removes what a run wrote', () => {
    mkdirSync(join(folder, 'transcripts'));
    mkdirSync(join(folder, 'repeat-12'));
    for (const name of ['run.json', 'index.html', 'transcripts/a.ndjson'])
      writeFileSync(join(folder, name), '');
    emptyOutFolder(folder);
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it('removes nothing from a folder that holds something else', () => {
    for (const name of ['run.json', 'thesis.tex']) writeFileSync(join(folder, name), '');
    expect(() => {
      emptyOutFolder(folder);
    }).to.throw('`thesis.tex`, which no run wrote');
    expect(readdirSync(folder)).to.deep.equal(['run.json', 'thesis.tex']);
  });

  it('refuses a folder that cannot be made, in one sentence', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => {
      emptyOutFolder(join(file, 'out'));
    }).to.throw(BadInput, 'cannot be written to (ENOTDIR); give --out a folder that you may write to');
  });

  it('refuses a file', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => {
      emptyOutFolder(file);
    }).to.throw('is a file; give --out a folder');
    expect(existsSync(file)).to.be.true;
  });

  it('removes only what else it is told of, where that is something else', () => {
    writeFileSync(join(folder, 'matrix.json'), '');
    expect(() => {
      emptyOutFolder(folder);
    }).to.throw(BadInput, 'holds `matrix.json`');
    emptyOutFolder(folder, ['matrix.json']);
    expect(readdirSync(folder)).to.deep.equal([]);
  });
});
