import { Command } from 'commander';
import { labelDecodeCommand } from './label-decode.ts';
import { labelEncodeCommand } from './label-encode.ts';
import { labelValidateCommand } from './label-validate.ts';
import type { End } from './tool-report.ts';

/** `cmbac-server label`: what labels say, and how they are written. */
export function labelCommand(end: End): Command {
  return new Command('label')
    .summary('decode, encode and validate labels')
    .description(
      'Read and write security labels in every syntax: ESS, STANAG 4774 and 4778, XEP-0258, words.',
    )
    .addCommand(labelDecodeCommand(end))
    .addCommand(labelEncodeCommand(end))
    .addCommand(labelValidateCommand(end));
}
