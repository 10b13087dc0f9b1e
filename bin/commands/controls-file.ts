import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type ControlsRecord, controlsSchema, type SavedControl } from '../../harness/record/index.ts';
import { BadInput } from './bad-input.ts';

/** What a folder of scenarios has its negative controls in. */
export const controlsFileName = 'controls.json';

/**
 * Saved controls; none where there is no such file.
 *
 * @throws BadInput where it holds something else
 */
export function readControls(file: string): readonly SavedControl[] {
  if (!existsSync(file)) return [];
  try {
    return controlsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).controls;
  } catch (error) {
    throw new BadInput(
      `\`${file}\` does not hold controls (cmbac/controls@1); make it anew with \`npx cmbac prove --named --write ${file}\``,
      { cause: error },
    );
  }
}

/** Write controls in place of what is there; who reads at that moment gets the old ones or the new. */
export function writeControls(file: string, controls: readonly SavedControl[]): void {
  const record: ControlsRecord = { schema: 'cmbac/controls@1', controls };
  writeFileSync(`${file}.new`, `${JSON.stringify(record, null, 1)}\n`);
  renameSync(`${file}.new`, file);
}
