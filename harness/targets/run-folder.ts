import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasEnded, readOwner, thisOwner, writeOwner } from './owner.ts';

/** How the names of temporary folders begin that a run makes. */
const prefix = 'cmbac-';
/** The file in each that says whose it is. */
const ownerFile = 'owner.json';

/** A new temporary folder that says whose it is: should this process be killed, the next run removes it. */
export function newRunFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  writeFileSync(join(folder, ownerFile), writeOwner(thisOwner()));
  return folder;
}

/** The temporary folders of this user's runs that were killed. */
export function leftOverFolders(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(tmpdir(), name))
    .filter(isLeftOver);
}

export function removeRunFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function isLeftOver(folder: string): boolean {
  try {
    const status = lstatSync(folder);
    if (!status.isDirectory() || status.uid !== process.getuid?.()) return false;
    const owner = readOwner(readFileSync(join(folder, ownerFile), 'utf8'));
    return owner !== undefined && hasEnded(owner);
  } catch {
    // None of a run, or one that is being removed
    return false;
  }
}
