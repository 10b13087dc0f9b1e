import { existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { BadInput } from './bad-input.ts';

/**
 * Put a text into a file, all of it or nothing: what was there stays until the new one is whole. A link stays a link, and who may read the
 * file may read it afterwards.
 *
 * @throws BadInput where the folder is not there, it is a folder itself, or nobody may write to it
 */
export function writeWhole(named: string, text: string): void {
  const file = existsSync(named) ? realpathSync(named) : named;
  const mode = modeOf(file, named);
  const beside = `${file}.${process.pid}.new`;
  try {
    writeFileSync(beside, text, mode === undefined ? {} : { mode });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw new BadInput(`the folder of \`${named}\` is not there; make it, or name another file`, {
      cause: error,
    });
  }
}

/** Who may do what with a file that is there. */
function modeOf(file: string, named: string): number | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) throw new BadInput(`\`${named}\` is a folder; name a file`);
  if (found !== undefined && (found.mode & 0o222) === 0)
    throw new BadInput(`\`${named}\` is read-only; make it writable, or name another file`);
  return found && found.mode & 0o777;
}
