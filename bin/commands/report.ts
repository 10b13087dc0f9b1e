import { cpSync, existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { compareRuns } from '../../harness/compare-runs.ts';
import { markdown } from '../../reports/index.ts';
import { appendMarkdown } from './append-markdown.ts';
import { makeWritable } from './out-folder.ts';
import { defaultRunFolder, readRun } from './saved-run.ts';
import { type Format, formats, writeReports } from './write-run.ts';

interface ReportOptions {
  readonly format: readonly Format[];
  readonly out?: string;
  readonly baseline?: string;
  readonly md?: string;
}

/** `cmbac report`: reports of a saved run, without any server. */
export function reportCommand(): Command {
  return new Command('report')
    .summary('write reports of a saved run')
    .description(
      'Write reports of a run from its run.json alone: nothing is started, no verdict is changed. What each is for: docs/reports.md.',
    )
    .argument('[rundir]', 'the folder of the run', defaultRunFolder)
    .addOption(
      new Option('-f, --format <names>', `what to write: ${Object.keys(formats).join(', ')}`)
        .argParser(readFormats)
        .default(allFormats, 'all'),
    )
    .option('--out <dir>', "where to; left out: the run's own folder")
    .option('--baseline <rundir>', 'a run before: the summary says what regressed since')
    .option('--md <file>', 'append the summary to this file, as in --md "$GITHUB_STEP_SUMMARY"')
    .addHelpText(
      'after',
      `
${Object.entries(formats)
  .map(([name, purpose]) => `  ${name.padEnd(6)} ${purpose}`)
  .join('\n')}

Exit codes: 0 written, 5 bad input. A report never fails for what it reports: \`cmbac run\` has done that.

Examples:
  $ npx cmbac report
  $ npx cmbac report runs/2026-11-21 -f html,trace --out evidence
  $ npx cmbac report -f md --baseline runs/main
`,
    )
    .action((folder: string, { format, out = folder, baseline, md }: ReportOptions) => {
      const run = readRun(folder);
      const diff = baseline === undefined ? undefined : compareRuns(readRun(baseline), run);
      makeWritable(out);
      if (format.includes('html')) bringEvidence(folder, out);
      for (const file of writeReports(out, run, format, { folder, ...(diff && { diff }) })) console.log(file);
      if (md !== undefined) appendMarkdown(md, markdown(run, diff));
    });
}

const allFormats: readonly Format[] = ['html', 'junit', 'json', 'md', 'trace', 'badge'];

/** `html,md`. */
function readFormats(text: string): Format[] {
  const names = text.split(',').map((name) => name.trim());
  const known = names.filter(isFormat);
  if (known.length === names.length) return known;
  throw new InvalidArgumentError(`Write names with commas between, of: ${allFormats.join(', ')}.`);
}

function isFormat(name: string): name is Format {
  return Object.hasOwn(formats, name);
}

/** The page leads to transcripts and logs beside it. */
function bringEvidence(folder: string, out: string): void {
  if (realpathSync(folder) === realpathSync(out)) return;
  for (const name of ['transcripts', 'logs']) {
    const from = join(folder, name);
    if (existsSync(from)) cpSync(from, join(out, name), { recursive: true });
  }
}
