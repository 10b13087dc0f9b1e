import { Command } from 'commander';
import { didYouMean } from '../../harness/input/index.ts';
import { explain } from '../../reports/index.ts';
import { BadInput } from './bad-input.ts';
import { defaultRunFolder, readRun } from './saved-run.ts';

/** `cmbac explain`: why a scenario has its verdict. */
export function explainCommand(): Command {
  return new Command('explain')
    .summary('say why a scenario has its verdict')
    .description(
      'Say why a scenario has its verdict: its requirements, what was claimed and seen, and the stanzas that prove it.',
    )
    .argument('<id>', 'the scenario')
    .argument('[rundir]', 'the folder of the run', defaultRunFolder)
    .addHelpText(
      'after',
      `
Exit codes: 0 explained, 5 bad input.

Examples:
  $ npx cmbac explain exit/recipient-not-cleared
  $ npx cmbac explain exit/recipient-not-cleared runs/2026-11-21 | less
`,
    )
    .action((id: string, folder: string) => {
      const run = readRun(folder);
      const scenario = run.scenarios.find((each) => each.id === id);
      if (scenario === undefined) {
        const ids = run.scenarios.map((each) => each.id);
        throw new BadInput(`\`${id}\` is not a scenario of the run in \`${folder}\`; ${didYouMean(id, ids)}`);
      }
      process.stdout.write(explain(scenario, run.requirements));
    });
}
