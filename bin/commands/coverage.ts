import { Command, Option } from 'commander';
import type { RequirementRecord } from '../../harness/record/index.ts';
import { requirementRecords } from '../../harness/scenario/index.ts';
import {
  bySection,
  coverageOf,
  coverageTable,
  sectionTable,
  traceabilityTable,
  traceMarkdown,
} from '../../reports/index.ts';
import { readRun } from './saved-run.ts';
import { loadSuite } from './suite.ts';

interface CoverageOptions {
  readonly scenarios?: string;
  readonly run?: string;
  readonly by: 'group' | 'section';
  readonly json?: true;
}

/** `cmbac coverage`: which requirements some scenario covers. */
export function coverageCommand(): Command {
  return new Command('coverage')
    .summary('show which requirements the scenarios cover')
    .description('Show, group by group, which requirements some scenario covers and which none does.')
    .option('--scenarios <dir>', 'a folder of scenarios of your own')
    .option('--run <rundir>', 'each requirement with its scenarios and what came of them in that run')
    .addOption(
      new Option('--by <what>', 'group of requirements, or section of the documents that they come from')
        .choices(['group', 'section'])
        .default('group'),
    )
    .option('--json', 'one JSON object on stdout')
    .addHelpText(
      'after',
      `
A requirement that cannot be covered says why in its record and counts as excused (▒); one that nobody covers is missing (░).

Exit codes: 0 shown, 5 bad input.

Examples:
  $ npx cmbac coverage
  $ npx cmbac coverage --run reports/out
  $ npx cmbac coverage --by section
  $ npx cmbac coverage --by section --run reports/out > traceability.md
  $ npx cmbac coverage --json | jq '.groups | map_values(.missing)'
`,
    )
    .action((options: CoverageOptions) => {
      if (options.by === 'section') {
        console.log(sections(options).trimEnd());
        return;
      }
      if (options.run !== undefined && !options.json) {
        process.stdout.write(traceabilityTable(readRun(options.run)));
        return;
      }
      const coverage = coverageOf(requirementsFor(options));
      console.log(options.json ? JSON.stringify(coverage, null, 2) : coverageTable(coverage).trimEnd());
    });
}

/** Section by section, in Markdown with verdicts where there is a run. */
function sections({ run, scenarios, json }: CoverageOptions): string {
  if (run !== undefined && !json) return traceMarkdown(readRun(run));
  const trace = bySection(
    run === undefined ? { requirements: requirementsFor({ scenarios }) } : readRun(run),
  );
  return json ? JSON.stringify(trace, null, 2) : sectionTable(trace);
}

function requirementsFor({
  scenarios: folder,
  run,
}: {
  readonly scenarios?: string | undefined;
  readonly run?: string;
}): readonly RequirementRecord[] {
  if (run !== undefined) return readRun(run).requirements;
  const { groups, scenarios } = loadSuite(folder);
  return requirementRecords(groups, scenarios);
}
