import { Command } from 'commander';
import { select } from '../../harness/scenario/index.ts';
import { loadSuite } from './suite.ts';

/** `cmbac list`: which scenarios there are. */
export function listCommand(): Command {
  return new Command('list')
    .summary('list scenarios')
    .description('List the scenarios, or those that a pattern names.')
    .argument('[pattern...]', 'scenario, glob over scenarios, requirement or group of requirements')
    .option('--scenarios <dir>', 'a folder of scenarios of your own')
    .option('--json', 'one JSON array on stdout')
    .addHelpText(
      'after',
      `
Exit codes: 0 listed, 5 bad input.

Examples:
  $ npx cmbac list
  $ npx cmbac list 'exit/*' CAT-16
  $ npx cmbac list --json | jq -r '.[].id'
`,
    )
    .action((patterns: string[], options: { scenarios?: string; json?: true }) => {
      const chosen = select(loadSuite(options.scenarios).scenarios, patterns);
      const entries = chosen.map(({ id, title, requirements, twin, needs }) => ({
        id,
        title,
        requirements,
        twin: twin !== undefined,
        needs,
      }));
      if (options.json) console.log(JSON.stringify(entries, null, 2));
      else
        for (const entry of entries)
          console.log(`${entry.id}\n    ${entry.title}\n    ${entry.requirements.join(' ')}`);
    });
}
