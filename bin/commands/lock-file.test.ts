import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Asked, owedOf } from './lock-file.ts';
import { writeWhole } from './write-whole.ts';

describe('owedOf', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-lock-'));
    file = join(folder, 'executed.lock');
    writeFileSync(file, 'schema: cmbac/lock@1\ntarget: prosody\nsuite: 0.1.0\nscenarios: [exit/a, exit/b]\n');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Of a suite in which all that the lock names is there. */
  const asked = (...ids: readonly string[]): Asked => ({
    asked: ids.map((id) => ({ id })),
    all: ['exit/a', 'exit/b', 'exit/c'].map((id) => ({ id })),
    patterns: ids,
  });

  it('is all that the lock names for a whole run, and what it names of what was asked for otherwise', () => {
    expect(owedOf(file, undefined)).to.deep.equal({ file, scenarios: ['exit/a', 'exit/b'] });
    expect(owedOf(file, asked('exit/b', 'exit/c')).scenarios).to.deep.equal(['exit/b']);
  });

  it('is also what the lock names and no scenario is called any more, where the patterns name it', () => {
    const of = { asked: [{ id: 'exit/b' }], all: [{ id: 'exit/b' }, { id: 'exit/c' }] };
    expect(owedOf(file, { ...of, patterns: ['exit/*'] }).scenarios).to.deep.equal(['exit/a', 'exit/b']);
    expect(owedOf(file, { ...of, patterns: [] }).scenarios).to.deep.equal(['exit/a', 'exit/b']);
    expect(owedOf(file, { ...of, patterns: ['exit/b'] }).scenarios).to.deep.equal(['exit/b']);
  });

  it('is owed by one of all shards where no scenario is called so any more', () => {
    const of = { asked: [], all: [{ id: 'exit/b' }], patterns: [] };
    expect(owedOf(file, { ...of, shard: { number: 1, of: 2 } }).scenarios).to.deep.equal(['exit/a']);
    expect(owedOf(file, { ...of, shard: { number: 2, of: 2 } }).scenarios).to.deep.equal([]);
  });

  it('says that a folder is no lock', () => {
    expect(() => owedOf(folder, undefined)).to.throw('is a folder; name a file');
  });

  it('may be nothing for a shard, and for nobody who has chosen scenarios', () => {
    expect(owedOf(file, { ...asked('exit/c'), shard: { number: 2, of: 2 } }).scenarios).to.deep.equal([]);
    expect(() => owedOf(file, asked('exit/c'))).to.throw(
      'names none of these scenarios; leave --lock out, or name others',
    );
  });

  it('says how to make a lock that is not there', () => {
    expect(() => owedOf('none.lock', undefined)).to.throw(
      '`none.lock` is not there; make a lock from a run with `npx cmbac lock RUN --out none.lock`',
    );
  });
});

describe('writeWhole', () => {
  it('replaces a file, and leaves nothing beside it, nor anything where it cannot be written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cmbac-whole-'));
    try {
      const file = join(folder, 'a.yaml');
      for (const text of ['one', 'another']) {
        writeWhole(file, text);
        expect(readFileSync(file, 'utf8')).to.equal(text);
      }
      expect(() => {
        writeWhole(join(folder, 'none/a.yaml'), 'x');
      }).to.throw('is not there; make it, or name another file');
      expect(() => {
        writeWhole(folder, 'x');
      }).to.throw('is a folder; name a file');
      expect(readdirSync(folder)).to.deep.equal(['a.yaml']);
      const link = join(folder, 'link.yaml');
      symlinkSync(file, link);
      chmodSync(file, 0o600);
      writeWhole(link, 'by the link');
      expect([
        readFileSync(file, 'utf8'),
        lstatSync(link).isSymbolicLink(),
        statSync(file).mode & 0o777,
      ]).to.deep.equal(['by the link', true, 0o600]);
      chmodSync(file, 0o444);
      expect(() => {
        writeWhole(file, 'x');
      }).to.throw('is read-only; make it writable, or name another file');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
