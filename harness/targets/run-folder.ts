import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** Removes the temporary folders of runs that were killed. Gives those that it removed. */
export function sweepRunFolders(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(tmpdir(), name))
    .filter((folder) => isLeftOver(folder) && isRemoved(folder));
}

function isLeftOver(folder: string): boolean {
  try {
    const owner = readOwner(readFileSync(join(folder, ownerFile), 'utf8'));
    return owner !== undefined && hasEnded(owner);
  } catch {
    // No folder, none of a run, or somebody else's
    return false;
  }
}

/** One that may not be removed here is another user's, or root's: theirs to remove. */
function isRemoved(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}
