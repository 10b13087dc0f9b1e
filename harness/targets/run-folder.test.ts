import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
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
});
