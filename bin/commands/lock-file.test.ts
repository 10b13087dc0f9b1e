import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { owedOf } from './lock-file.ts';
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

  it('is all that the lock names for a whole run, and what it names of what was asked for otherwise', () => {
    expect(owedOf(file, undefined)).to.deep.equal({ file, scenarios: ['exit/a', 'exit/b'] });
    expect(owedOf(file, [{ id: 'exit/b' }, { id: 'exit/c' }]).scenarios).to.deep.equal(['exit/b']);
  });

  it('may be nothing for a shard, and for nobody who has chosen scenarios', () => {
    expect(owedOf(file, [{ id: 'exit/c' }], true).scenarios).to.deep.equal([]);
    expect(() => owedOf(file, [{ id: 'exit/c' }])).to.throw(
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
      expect(readdirSync(folder)).to.deep.equal(['a.yaml']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
