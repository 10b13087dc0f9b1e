import { join } from 'node:path';
import { Command } from 'commander';
import { type ControlGaps, gapsIn } from '../../harness/controls.ts';
import { controlsFileName } from './controls-file.ts';
import { loadSuite } from './suite.ts';
import { checkNames } from './unknown-names.ts';

/** `cmbac check`: are the scenario files right? */
export function checkCommand(): Command {
  return new Command('check')
    .summary('check scenario files')
    .description(
      'Check scenario files: YAML, schema, names that nobody knows, proofs that prove nothing. Prints file:line:column, what is wrong and the mend.',
    )
    .argument('[dir]', 'a folder of scenarios of your own')
    .addHelpText(
      'after',
      `
Exit codes: 0 nothing is wrong, 5 something is.

Examples:
  $ npx cmbac check
  $ npx cmbac check ./our-scenarios
`,
    )
    .action((folder: string | undefined) => {
      const { scenarios, groups, controls } = loadSuite(folder);
      checkNames(scenarios);
      const requirements = groups.reduce((sum, group) => sum + group.requirements.length, 0);
      const found = `${scenarios.length} ${scenarios.length === 1 ? 'scenario' : 'scenarios'}`;
      console.log(`${found} and ${requirements} requirements: nothing is wrong`);
      for (const line of aboutControls(gapsIn(controls, scenarios), folder)) console.log(line);
    });
}

/** No error: a scenario may be worded anew, and its control is made again some minutes later. */
function aboutControls({ missing, outdated }: ControlGaps, folder: string | undefined): string[] {
  const own = folder === undefined ? '' : `--scenarios ${folder} `;
  const file = join(folder ?? 'scenarios', controlsFileName);
  const gaps = [
    { ids: outdated, what: 'only seen to fail as worded before' },
    { ids: missing, what: 'not seen to fail yet' },
  ];
  return gaps.flatMap(({ ids, what }) =>
    ids.length === 0
      ? []
      : [
          `${ids.length} that expect a refusal were ${what}: ${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ', …' : ''}; \`npx cmbac prove --named ${ids.length > 3 ? '' : `${ids.join(' ')} `}${own}--write ${file}\` shows it`,
        ],
  );
}
