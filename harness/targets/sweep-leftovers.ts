import { findEngine } from './container/engine.ts';
import { engineUsedFrom } from './container/engine-mark.ts';
import { sweepContainers } from './container/sweep.ts';
import { leftOverFolders, removeRunFolder } from './run-folder.ts';

/**
 * Removes what runs left behind that were killed: their containers, where they had any, and their temporary folders. Nothing of a run that
 * lives, or of which it is not known that it has ended.
 */
export async function sweepLeftovers(): Promise<void> {
  for (const folder of leftOverFolders()) {
    const engine = engineUsedFrom(folder);
    // An engine that does not answer runs nothing now; before it is next used all that is left there goes
    if (engine !== undefined)
      await findEngine(engine)
        .then(sweepContainers)
        .catch(() => 0);
    removeUnlessKept(folder);
  }
}

/** What cannot be removed (files of somebody else in it, or another run that is at it) is no reason to test nothing. */
function removeUnlessKept(folder: string): void {
  try {
    removeRunFolder(folder);
  } catch {
    // The next start tries again
  }
}
