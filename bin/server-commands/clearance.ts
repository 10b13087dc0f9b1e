import { Command } from 'commander';
import { clearanceDecodeCommand } from './clearance-decode.ts';
import { clearanceEncodeCommand } from './clearance-encode.ts';
import type { End } from './tool-report.ts';

/** `cmbac-server clearance`: what clearances grant, and how they are written. */
export function clearanceCommand(end: End): Command {
  return new Command('clearance')
    .summary('decode and encode clearances')
    .description('Read and write clearances in every syntax: X.501, STANAG 4774, words.')
    .addCommand(clearanceDecodeCommand(end))
    .addCommand(clearanceEncodeCommand(end));
}
