import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contradictionIn } from '../../harness/adds-up.ts';
import { type RunRecord, runSchema } from '../../harness/record/index.ts';
import { BadInput } from './bad-input.ts';

/** Where a run is written to and looked for, from the current folder. */
export const defaultRunFolder = 'reports/out';

/**
 * The record of a run from its folder.
 *
 * @throws BadInput when there is none, when it was written by another version, or when what it says is not what was found.
 */
export function readRun(folder: string): RunRecord {
  const file = join(folder, 'run.json');
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is not JSON' : 'it cannot be read';
    throw new BadInput(`\`${file}\`: ${why}; name the folder of a run, or make one with \`npx cmbac run\``);
  }
  const read = runSchema.safeParse(value);
  if (read.success) return whole(read.data, file);
  const [issue] = read.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'the file' : `\`${issue.path.join('.')}\``;
  throw new BadInput(
    `\`${file}\`: ${where} is not what cmbac/run@1 has there; run the suite again with this version`,
  );
}

function whole(run: RunRecord, file: string): RunRecord {
  const contradiction = contradictionIn(run);
  if (contradiction === undefined) return run;
  throw new BadInput(
    `\`${file}\` does not add up: ${contradiction}; take the file as the run wrote it, or run the suite again`,
  );
}
