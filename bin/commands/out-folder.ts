import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from './bad-input.ts';

/** What a run writes into its folder. */
const written = [
  ...['run.json', 'junit.xml', 'index.html', 'summary.md', 'badge.svg', 'badge.json', 'transcripts', 'logs'],
  ...['traceability.md', 'traceability.json'],
];

/**
 * Make the folder that a run, or whoever else writes these files and folders, writes to, empty.
 *
 * Only what a run wrote is removed: a folder that holds anything else is somebody's.
 * @throws BadInput when it holds anything else, or cannot be written to.
 */
export function emptyOutFolder(folder: string, files: readonly string[] = written): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new BadInput(`\`${folder}\` is a file; give --out a folder`);
    const entries = readdirSync(folder);
    const [foreign] = entries.filter(
      (entry) => !files.includes(entry) && !/^(repeat|deployment)-\d+$/.test(entry),
    );
    if (foreign !== undefined) {
      throw new BadInput(
        `\`${folder}\` holds \`${foreign}\`, which no run wrote; give --out an empty or a new folder`,
      );
    }
    makeWritable(folder);
    for (const entry of entries) rmSync(join(folder, entry), { recursive: true });
  }
  makeWritable(folder);
}

/**
 * Make a folder that is not there, and those above it; see that files can be put into it.
 *
 * @throws BadInput
 */
export function makeWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new BadInput(
      `\`${folder}\` cannot be written to (${code}); give --out a folder that you may write to`,
      { cause: error },
    );
  }
}
