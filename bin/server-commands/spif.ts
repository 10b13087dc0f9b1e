import { Command } from 'commander';
import { spifLintCommand } from './spif-lint.ts';
import { spifShowCommand } from './spif-show.ts';
import type { End } from './tool-report.ts';

/** `cmbac-server spif`: what policies say, and what is wrong with their files. */
export function spifCommand(end: End): Command {
  return new Command('spif')
    .summary('lint and show SPIF files')
    .description('Look at Open XML SPIF files: what is wrong with them, and what they say.')
    .addCommand(spifLintCommand(end))
    .addCommand(spifShowCommand(end));
}
