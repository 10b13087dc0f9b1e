import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from './bad-input.ts';

/** What a run writes into its folder. */
const written = new Set(['run.json', 'junit.xml', 'index.html', 'transcripts']);

/**
 * Make the folder that a run writes to, empty.
 *
 * Only what a run wrote is removed: a folder that holds anything else is somebody's.
 * @throws BadInput when it holds anything else.
 */
export function emptyOutFolder(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new BadInput(`\`${folder}\` is a file; give --out a folder`);
    const entries = readdirSync(folder);
    const [foreign] = entries.filter((entry) => !written.has(entry));
    if (foreign !== undefined) {
      throw new BadInput(
        `\`${folder}\` holds \`${foreign}\`, which no run wrote; give --out an empty or a new folder`,
      );
    }
    for (const entry of entries) rmSync(join(folder, entry), { recursive: true });
  }
  mkdirSync(folder, { recursive: true });
}
