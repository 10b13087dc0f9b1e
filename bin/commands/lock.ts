import { Command } from 'commander';
import { isExecuted, lockText } from '../../harness/expected/index.ts';
import { BadInput } from './bad-input.ts';
import { defaultRunFolder, readRun } from './saved-run.ts';
import { writeWhole } from './write-whole.ts';

/** `cmbac lock`: what a run executed, as what later runs owe. */
export function lockCommand(): Command {
  return new Command('lock')
    .summary('write down which scenarios a run executed, so that later runs owe them')
    .description(
      'Write the scenarios that a run executed (passed or failed) into a lock file. `cmbac run --lock FILE` is red where one of them is not executed.',
    )
    .argument('[rundir]', 'the folder of the run', defaultRunFolder)
    .requiredOption('--out <file>', 'the lock file; replaced')
    .addHelpText('after', help)
    .action((folder: string, { out }: { out: string }) => {
      const run = readRun(folder);
      const { deployment, suite } = run;
      const { shard } = suite;
      if (shard !== undefined)
        throw new BadInput(
          `\`${folder}\` is shard ${shard.number} of ${shard.of}; join them with \`npx cmbac merge\`, then lock the whole`,
        );
      if (deployment !== undefined && deployment.of > 1)
        throw new BadInput(
          `\`${folder}\` is deployment ${deployment.number} of ${deployment.of}; join them with \`npx cmbac merge\`, then lock the whole`,
        );
      if (run.faults.length > 0)
        throw new BadInput(
          `\`${folder}\` was made with faults, and says nothing about a server; lock a run without`,
        );
      const executed = run.scenarios.filter(isExecuted).length;
      if (executed === 0)
        throw new BadInput(`\`${folder}\` executed no scenario; lock a run in which some passed or failed`);
      writeWhole(out, lockText(run));
      console.log(`${executed} of ${run.scenarios.length} scenarios of ${folder} are locked in ${out}`);
    });
}

const help = `
Exit codes: 0 written, 5 bad input.

Examples:
  $ npx cmbac run -t prosody && npx cmbac lock --out prosody.lock
  $ npx cmbac run -t prosody --lock prosody.lock               exit code 6 where less is executed
`;
