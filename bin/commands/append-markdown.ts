import { appendFileSync } from 'node:fs';
import { BadInput } from './bad-input.ts';

/**
 * Put Markdown at the end of a file, which is made where it is not there: `$GITHUB_STEP_SUMMARY` is such a file.
 *
 * @throws BadInput when it cannot be written to.
 */
export function appendMarkdown(file: string, text: string): void {
  try {
    appendFileSync(file, text === '' ? '' : `${text.trimEnd()}\n\n`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new BadInput(
      `\`${file}\` cannot be written to (${code}); give --md a file in a folder that is there`,
      { cause: error },
    );
  }
}
