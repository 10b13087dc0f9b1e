import { copyFileSync, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import type { Owed } from '../../harness/expected/index.ts';
import { mergeRuns } from '../../harness/merge-runs.ts';
import { mergedLog, type SavedRun } from '../../harness/merged.ts';
import type { RunRecord } from '../../harness/record/index.ts';
import { markdown, summary } from '../../reports/index.ts';
import { appendMarkdown } from './append-markdown.ts';
import { BadInput } from './bad-input.ts';
import { exitCodeHelp } from './exit-codes.ts';
import { owedOf } from './lock-file.ts';
import { emptyOutFolder } from './out-folder.ts';
import { readRun } from './saved-run.ts';
import { totals } from './totals.ts';
import { writeRun } from './write-run.ts';

interface MergeOptions {
  readonly out: string;
  readonly lock?: string;
  readonly md?: string;
  readonly json?: true;
}

/** `cmbac merge`: the shards of a run as one run. */
export function mergeCommand(end: (exitCode: number) => void): Command {
  return new Command('merge')
    .summary('make one run of its shards, or of its deployments')
    .description(
      'Make one run of the shards that `cmbac run --shard` made, or of the runs on all deployments of one server (`--deployment`): run.json, junit.xml, index.html, summary.md, badge.svg and all transcripts. Shards of another suite, target or profile are refused, and so is a run that is not whole.',
    )
    .argument('<dir...>', 'the folders of all shards')
    .requiredOption('--out <dir>', 'where the reports go; emptied first')
    .option('--lock <file>', 'the scenarios that the whole run must have executed (`cmbac lock`)')
    .option('--md <file>', 'append a summary to this file, as in --md "$GITHUB_STEP_SUMMARY"')
    .option('--json', 'the totals as one JSON object on stdout')
    .addHelpText('after', `${exitCodeHelp}${examples}`)
    .action((folders: string[], { out, lock, md, json }: MergeOptions) => {
      const owed = lock === undefined ? undefined : owedOf(lock, undefined);
      for (const folder of folders) checkApart(folder, out);
      const record = mergeInto(out, folders, owed);
      if (md !== undefined) appendMarkdown(md, markdown(record));
      end(record.exitCode);
      console.log(json ? JSON.stringify(totals(record)) : summary(record, out));
    });
}

/**
 * Writes the run that these make into a folder, with all that proves it. Runs in `deployment-N` of it stay.
 *
 * @throws BadInput where they make none
 */
export function mergeInto(out: string, folders: readonly string[], owed?: Owed): RunRecord {
  const merged = mergeRuns(
    folders.map((folder) => ({ folder, record: readRun(folder) })),
    owed,
  );
  if ('refusal' in merged) throw new BadInput(merged.refusal);
  const { record, from } = merged;
  const transcripts = from.flatMap(transcriptsOf);
  const logs = from.flatMap(logsOf);
  if (folders.every((folder) => relative(out, folder).startsWith('..'))) emptyOutFolder(out);
  mkdirSync(join(out, 'transcripts'), { recursive: true });
  if (logs.length > 0) mkdirSync(join(out, 'logs'), { recursive: true });
  for (const { file, path } of [...transcripts, ...logs]) copyFileSync(file, join(out, path));
  writeRun(out, record);
  return record;
}

const examples = `
It ends as the whole run would have ended. Without --lock it owes what its shards owe; with it, all that the lock names.

Examples:
  $ npx cmbac run --shard 1/2 --out shards/1
  $ npx cmbac run --shard 2/2 --out shards/2                   on another machine, at the same time
  $ npx cmbac merge shards/1 shards/2 --out reports/out
  $ npx cmbac merge runs/1 runs/2 --out runs/alpha             the deployments of one server: docs/worksheets.md
  $ npx cmbac diff runs/yesterday reports/out
`;

/** Where each transcript of a run is, and its path in the folder of any run. @throws BadInput where one is missing */
function transcriptsOf({ folder, record }: SavedRun): { readonly file: string; readonly path: string }[] {
  return record.scenarios.flatMap(({ parts }) =>
    parts.flatMap(({ transcript: path }) => {
      if (path === undefined) return [];
      const file = join(folder, path);
      if (!/^transcripts\/[^/\\]+\.ndjson$/.test(path))
        throw new BadInput(
          `\`${join(folder, 'run.json')}\` names the transcript \`${path}\`, which no run wrote; run that shard again`,
        );
      if (!existsSync(file))
        throw new BadInput(
          `\`${file}\` is missing; bring the whole folder of the shard, its transcripts prove the verdicts`,
        );
      return [{ file, path }];
    }),
  );
}

/** Where each log of a shard is, and its path in the folder of the whole run. @throws BadInput where one is missing */
function logsOf({ folder, record }: SavedRun): { readonly file: string; readonly path: string }[] {
  return (record.logs ?? []).map((log) => {
    const file = join(folder, log);
    if (!/^logs\/[^/\\]+\.log$/.test(log) || !existsSync(file))
      throw new BadInput(`\`${file}\` is missing or no run wrote it; bring the whole folder of the shard`);
    return { file, path: mergedLog(log, record) };
  });
}

/** What is emptied must not be, nor hold, what is read. @throws BadInput */
function checkApart(folder: string, out: string): void {
  // That it is no run is said where it is read
  if (!existsSync(folder)) return;
  const target = existsSync(out) ? realpathSync(out) : resolve(out);
  const way = relative(target, realpathSync(folder));
  if (way.startsWith('..') || isAbsolute(way)) return;
  throw new BadInput(`\`${folder}\` is in \`${out}\`, which is emptied first; give --out another folder`);
}
