import { Command } from 'commander';
import { profileNamed, select } from '../../harness/scenario/index.ts';
import { loadSuite, scenariosOf } from './suite.ts';

interface ListOptions {
  readonly scenarios?: string;
  readonly profile?: string;
  readonly json?: true;
}

/** `cmbac list`: which scenarios there are. */
export function listCommand(): Command {
  return new Command('list')
    .summary('list scenarios')
    .description('List the scenarios, or those that a pattern names.')
    .argument('[pattern...]', 'scenario, glob over scenarios, requirement or group of requirements')
    .option('--scenarios <dir>', 'a folder of scenarios of your own')
    .option('--profile <name>', 'those that a profile asks for (scenarios/profiles.yaml)')
    .option('--json', 'one JSON array on stdout')
    .addHelpText(
      'after',
      `
Exit codes: 0 listed, 5 bad input.

Examples:
  $ npx cmbac list
  $ npx cmbac list 'exit/*' CAT-16
  $ npx cmbac list --profile xep-literal
  $ npx cmbac list --json | jq -r '.[].id'
`,
    )
    .action((patterns: string[], options: ListOptions) => {
      const { scenarios, profiles } = loadSuite(options.scenarios);
      const chosen =
        options.profile === undefined
          ? select(scenarios, patterns)
          : scenariosOf(scenarios, patterns, profileNamed(profiles, options.profile, ''));
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
