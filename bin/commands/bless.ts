import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { type Blessed, bless } from '../../harness/expected/index.ts';
import { readText } from '../../harness/input/index.ts';
import { expectationsFileOf, type KnownDifferences } from '../../harness/known-differences.ts';
import { type RunRecord, visible } from '../../harness/record/index.ts';
import { BadInput } from './bad-input.ts';
import { targetNamed } from './run-options.ts';
import { defaultRunFolder, readRun } from './saved-run.ts';
import { loadSuite } from './suite.ts';
import { writeWhole } from './write-whole.ts';

interface BlessOptions {
  readonly target?: string;
  readonly file?: string;
  readonly scenarios?: string;
  readonly write?: true;
}

/** `cmbac bless`: a target's known differences as a run shows them, for a person to look at. */
export function blessCommand(): Command {
  return new Command('bless')
    .summary('bring the file of known differences up to a run')
    .description(
      'Show, as a diff, what a run changes in the file of known differences of its target: what passes now goes, what fails and was not expected comes in without a reason, what still holds stays as it is written.',
    )
    .argument('[rundir]', 'the folder of the run', defaultRunFolder)
    .option('-t, --target <name|file>', 'whose file it is; left out: that of the target of the run')
    .option('--file <path>', 'the file itself, there or not')
    .option('--scenarios <dir>', 'the folder of scenarios of your own that the run was made with')
    .option('--write', 'write the file')
    .addHelpText('after', help)
    .action((folder: string, options: BlessOptions) => {
      const run = readRun(folder);
      if (run.faults.length > 0)
        throw new BadInput(
          `\`${folder}\` was made with faults, and says nothing about a server; bless a run without`,
        );
      if (run.scenarios.some(({ outcome, kind }) => outcome === 'failed' && kind === undefined))
        throw new BadInput(
          `\`${folder}\` is of an earlier version, which did not say how a scenario failed; run it again, then bless that`,
        );
      const { scenarios } = loadSuite(options.scenarios);
      const known = fileFor(run, options);
      const blessed = bless(known, run, scenarios);
      if (options.write && blessed.after !== blessed.before) writeWhole(known.file, blessed.after);
      console.log(visible(text(known.file, blessed, options.write === true)));
    });
}

const help = `
A new entry has TODO for its reason and its owner, and a leak for the two who accept it besides: the file is refused until a person has written
them (docs/expectations.md). What the run did not execute is left alone.

Exit codes: 0 shown or written, 5 bad input.

Examples:
  $ npx cmbac run -t prosody --out runs/prosody
  $ npx cmbac bless runs/prosody                               look at it
  $ npx cmbac bless runs/prosody --write                       write it, then fill in what says TODO
  $ npx cmbac bless runs/alpha -t lab/alpha.yaml --file lab/alpha-expected.yaml --write
`;

function fileFor(
  run: RunRecord,
  { target = run.target.file ?? run.target.name, file }: BlessOptions,
): KnownDifferences {
  if (file === undefined) return expectationsFileOf(targetNamed(target));
  return { file, text: existsSync(file) ? readText(file) : '' };
}

function text(file: string, { before, after, added, removed }: Blessed, isWritten: boolean): string {
  if (before === after) return `${file} says what the run showed: nothing to change`;
  const patch = createTwoFilesPatch(file, file, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
  const next = isWritten
    ? `written${added.length === 0 ? '' : '; fill in what says TODO'}`
    : 'nothing is written: look at it, then add --write';
  return `${patch}\n${added.length} to be explained, ${removed.length} gone; ${next}`;
}
