import { Command } from 'commander';
import { compareRuns } from '../../harness/compare-runs.ts';
import { differences } from '../../reports/index.ts';
import { exitCodes } from './exit-codes.ts';
import { readRun } from './saved-run.ts';

/** `cmbac diff`: what two runs found otherwise. */
export function diffCommand(end: (exitCode: number) => void): Command {
  return new Command('diff')
    .summary('compare two runs: what regressed, what was mended')
    .description(
      'Compare what two runs found, scenario by scenario and twin by twin: regressions first, then what was mended, what is otherwise, new and gone. What was expected of the target plays no part.',
    )
    .argument('<before>', 'the folder of the earlier run')
    .argument('<after>', 'the folder of the later run')
    .option('--json', 'the differences as one JSON object on stdout')
    .addHelpText('after', examples)
    .action((before: string, after: string, options: { json?: true }) => {
      const diff = compareRuns(readRun(before), readRun(after));
      if (diff.regressed.length > 0) end(exitCodes.failed);
      console.log(options.json ? JSON.stringify(diff, null, 1) : differences(diff));
    });
}

const examples = `
Regressed: it came to something worse (passed, unsupported, inconclusive, broken, failed), or it failed before and now fails in
something else besides.

Exit codes: 0 nothing regressed, 1 something did, 5 bad input.

Examples:
  $ npx cmbac diff runs/yesterday reports/out
  $ npx cmbac diff runs/prosody-0.12 runs/prosody-13 --json | jq '.regressed[].scenario'
`;
