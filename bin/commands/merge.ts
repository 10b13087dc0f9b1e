import { copyFileSync, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { mergeRuns, type SavedRun } from '../../harness/merge-runs.ts';
import { summary } from '../../reports/index.ts';
import { BadInput } from './bad-input.ts';
import { exitCodeHelp } from './exit-codes.ts';
import { emptyOutFolder } from './out-folder.ts';
import { readRun } from './saved-run.ts';
import { totals } from './totals.ts';
import { writeRun } from './write-run.ts';

/** `cmbac merge`: the shards of a run as one run. */
export function mergeCommand(end: (exitCode: number) => void): Command {
  return new Command('merge')
    .summary('make one run of its shards')
    .description(
      'Make one run of the shards that `cmbac run --shard` made: run.json, junit.xml, index.html and all transcripts. Shards of another suite, target or profile are refused, and so is a run that is not whole.',
    )
    .argument('<dir...>', 'the folders of all shards')
    .requiredOption('--out <dir>', 'where the reports go; emptied first')
    .option('--json', 'the totals as one JSON object on stdout')
    .addHelpText('after', `${exitCodeHelp}${examples}`)
    .action((folders: string[], { out, json }: { out: string; json?: true }) => {
      const merged = mergeRuns(folders.map((folder) => ({ folder, record: readRun(folder) })));
      if ('refusal' in merged) throw new BadInput(merged.refusal);
      const { record, from } = merged;
      const transcripts = from.flatMap(transcriptsOf);
      for (const folder of folders) checkApart(folder, out);
      emptyOutFolder(out);
      mkdirSync(join(out, 'transcripts'), { recursive: true });
      for (const { file, path } of transcripts) copyFileSync(file, join(out, path));
      writeRun(out, record);
      end(record.exitCode);
      console.log(json ? JSON.stringify(totals(record)) : summary(record, out));
    });
}

const examples = `
It ends as the whole run would have ended.

Examples:
  $ npx cmbac run --shard 1/2 --out shards/1
  $ npx cmbac run --shard 2/2 --out shards/2                   on another machine, at the same time
  $ npx cmbac merge shards/1 shards/2 --out reports/out
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

/** What is emptied must not be, nor hold, what is read. @throws BadInput */
function checkApart(folder: string, out: string): void {
  const target = existsSync(out) ? realpathSync(out) : resolve(out);
  const way = relative(target, realpathSync(folder));
  if (way.startsWith('..') || isAbsolute(way)) return;
  throw new BadInput(`\`${folder}\` is in \`${out}\`, which is emptied first; give --out another folder`);
}
