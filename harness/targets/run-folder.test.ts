import { execFile } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { nobody } from './as-nobody.fixture.ts';
import { type Owner, thisOwner, writeOwner } from './owner.ts';
import { leftOverFolders, newRunFolder, removeRunFolder } from './run-folder.ts';
import { sweepLeftovers } from './sweep-leftovers.ts';

describe('temporary folders of runs', () => {
  // One of its own: the runs of others sweep the usual one
  const usual = process.env['TMPDIR'];
  let place: string;
  before(() => {
    place = mkdtempSync(join(tmpdir(), 'folders-'));
    process.env['TMPDIR'] = place;
  });
  after(() => {
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
    rmSync(place, { recursive: true });
  });

  function folderOf(owner?: Owner): string {
    const folder = mkdtempSync(join(tmpdir(), 'cmbac-'));
    if (owner) writeFileSync(join(folder, 'owner.json'), writeOwner(owner));
    return folder;
  }

  it('are left over when whoever made them has ended, and not before', () => {
    const [own, dead, strange] = [newRunFolder(), folderOf({ ...thisOwner(), started: '1' }), folderOf()];
    const found = leftOverFolders();
    expect([own, dead, strange].map((folder) => found.includes(folder))).to.deep.equal([false, true, false]);
  });

  it('are removed with all in them when they are left over', async () => {
    const [own, dead, strange] = [newRunFolder(), folderOf({ ...thisOwner(), started: '1' }), folderOf()];
    writeFileSync(join(dead, 'server.key'), 'secret');
    // What it says of an engine that is gone too
    writeFileSync(join(dead, 'engine'), 'unix:///nowhere/engine.sock');
    await sweepLeftovers();
    expect([own, dead, strange].map((folder) => existsSync(folder))).to.deep.equal([true, false, true]);
    removeRunFolder(own);
    expect(existsSync(own)).to.equal(false);
  });

  it('stop no run where they cannot be removed (needs the superuser, whose files stand in them)', async function () {
    if (process.getuid?.() !== 0) this.skip();
    const dead = folderOf({ ...thisOwner(), started: '1' });
    mkdirSync(join(dead, 'full'));
    writeFileSync(join(dead, 'full', 'file'), '');
    for (const path of [dead, join(dead, 'owner.json')]) chownSync(path, nobody, nobody);
    chmodSync(place, 0o755);
    const module = new URL('sweep-leftovers.ts', import.meta.url).href;
    const script = `const { sweepLeftovers } = await import('${module}'); await sweepLeftovers(); console.log('swept');`;
    const sweep = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      uid: nobody,
    });
    expect((await sweep).stdout).to.equal('swept\n');
    expect(existsSync(join(dead, 'full'))).to.equal(true);
  });
});
