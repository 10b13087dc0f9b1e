import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { BadInput } from './bad-input.ts';

/**
 * Put a text into a file, all of it or nothing: what was there stays until the new one is whole.
 *
 * @throws BadInput where the folder is not there, or it is a folder itself
 */
export function writeWhole(file: string, text: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new BadInput(`\`${file}\` is a folder; name a file`);
  const beside = `${file}.${process.pid}.new`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw new BadInput(`the folder of \`${file}\` is not there; make it, or name another file`, {
      cause: error,
    });
  }
}
