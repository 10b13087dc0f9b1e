import { Command } from 'commander';
import { requirementRecords } from '../../harness/scenario/index.ts';
import { coverageOf, coverageTable } from '../../reports/index.ts';
import { loadSuite } from './suite.ts';

/** `cmbac coverage`: which requirements some scenario covers. */
export function coverageCommand(): Command {
  return new Command('coverage')
    .summary('show which requirements the scenarios cover')
    .description('Show, group by group, which requirements some scenario covers and which none does.')
    .option('--scenarios <dir>', 'a folder of scenarios of your own')
    .option('--json', 'one JSON object on stdout')
    .addHelpText(
      'after',
      `
A requirement that cannot be covered says why in its record and counts as excused (▒); one that nobody covers is missing (░).

Examples:
  $ npx cmbac coverage
  $ npx cmbac coverage --json | jq '.groups | map_values(.missing)'
`,
    )
    .action((options: { scenarios?: string; json?: true }) => {
      const { groups, scenarios } = loadSuite(options.scenarios);
      const coverage = coverageOf(requirementRecords(groups, scenarios));
      console.log(options.json ? JSON.stringify(coverage, null, 2) : coverageTable(coverage).trimEnd());
    });
}
