import { Command } from 'commander';
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
      const { scenarios, groups } = loadSuite(folder);
      checkNames(scenarios);
      const requirements = groups.reduce((sum, group) => sum + group.requirements.length, 0);
      const found = `${scenarios.length} ${scenarios.length === 1 ? 'scenario' : 'scenarios'}`;
      console.log(`${found} and ${requirements} requirements: nothing is wrong`);
    });
}
