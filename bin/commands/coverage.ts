import { Command } from 'commander';
import type { RequirementRecord } from '../../harness/record/index.ts';
import { requirementRecords } from '../../harness/scenario/index.ts';
import { coverageOf, coverageTable, traceabilityTable } from '../../reports/index.ts';
import { readRun } from './saved-run.ts';
import { loadSuite } from './suite.ts';

/** `cmbac coverage`: which requirements some scenario covers. */
export function coverageCommand(): Command {
  return new Command('coverage')
    .summary('show which requirements the scenarios cover')
    .description('Show, group by group, which requirements some scenario covers and which none does.')
    .option('--scenarios <dir>', 'a folder of scenarios of your own')
    .option('--run <rundir>', 'each requirement with its scenarios and what came of them in that run')
    .option('--json', 'one JSON object on stdout')
    .addHelpText(
      'after',
      `
A requirement that cannot be covered says why in its record and counts as excused (▒); one that nobody covers is missing (░).

Exit codes: 0 shown, 5 bad input.

Examples:
  $ npx cmbac coverage
  $ npx cmbac coverage --run reports/out
  $ npx cmbac coverage --json | jq '.groups | map_values(.missing)'
`,
    )
    .action((options: { scenarios?: string; run?: string; json?: true }) => {
      if (options.run !== undefined && !options.json) {
        process.stdout.write(traceabilityTable(readRun(options.run)));
        return;
      }
      const coverage = coverageOf(requirementsFor(options));
      console.log(options.json ? JSON.stringify(coverage, null, 2) : coverageTable(coverage).trimEnd());
    });
}

function requirementsFor({
  scenarios: folder,
  run,
}: {
  scenarios?: string;
  run?: string;
}): readonly RequirementRecord[] {
  if (run !== undefined) return readRun(run).requirements;
  const { groups, scenarios } = loadSuite(folder);
  return requirementRecords(groups, scenarios);
}
