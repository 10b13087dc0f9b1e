import { Command } from 'commander';
import { compareRuns } from '../../harness/compare-runs.ts';
import type { DiffRecord } from '../../harness/record/index.ts';
import { differences, markdownOfDifferences } from '../../reports/index.ts';
import { appendMarkdown } from './append-markdown.ts';
import { exitCodes } from './exit-codes.ts';
import { readRun } from './saved-run.ts';

interface DiffOptions {
  readonly same?: true;
  readonly md?: string;
  readonly json?: true;
}

/** `cmbac diff`: what two runs found otherwise. */
export function diffCommand(end: (exitCode: number) => void): Command {
  return new Command('diff')
    .summary('compare two runs: what regressed, what was mended')
    .description(
      'Compare what two runs found, scenario by scenario and twin by twin: regressions first, then what was mended, what is otherwise, new and gone. What was expected of the target plays no part.',
    )
    .argument('<before>', 'the folder of the earlier run')
    .argument('<after>', 'the folder of the later run')
    .option('--same', 'end with 1 at any difference of verdicts, not at regressions only')
    .option('--md <file>', 'append the differences to this file, as Markdown')
    .option('--json', 'the differences as one JSON object on stdout (docs/schemas/diff.schema.json)')
    .addHelpText('after', examples)
    .action((before: string, after: string, options: DiffOptions) => {
      const diff = compareRuns(readRun(before), readRun(after));
      const failed = options.same ? differ(diff) : diff.regressed.length > 0;
      if (failed) end(exitCodes.failed);
      if (options.md !== undefined) appendMarkdown(options.md, markdownOfDifferences(diff));
      console.log(options.json ? JSON.stringify(diff, null, 1) : differences(diff));
    });
}

const examples = `
Regressed: it came to something worse (passed, unsupported, inconclusive, broken, failed), or it failed before and now fails in
something else besides, or worse: a wrong error that has become a leak. Leaks come first.

Exit codes: 0 nothing regressed (with --same: every verdict is the same), 1 something did, 5 bad input.

Examples:
  $ npx cmbac diff runs/yesterday reports/out
  $ npx cmbac diff runs/prosody-0.12 runs/prosody-13 --json | jq '.regressed[].scenario'
  $ npx cmbac diff runs/process runs/container --same
  $ npx cmbac diff runs/main reports/out --md "$GITHUB_STEP_SUMMARY"
`;

function differ({ regressed, mended, changed, added, gone }: DiffRecord): boolean {
  return [regressed, mended, changed, added, gone].some((found) => found.length > 0);
}
