import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import {
  type Edition,
  type EditionOptions,
  editionsOf,
  procedureOf,
  scriptOf,
} from '../../harness/export/index.ts';
import { playedOn } from '../../harness/provisioning/index.ts';
import type { RequirementRecord } from '../../harness/record/index.ts';
import { requirementRecords, type Scenario, select } from '../../harness/scenario/index.ts';
import type { TargetDriver } from '../../harness/targets/index.ts';
import { BadInput } from './bad-input.ts';
import { deploymentsOf } from './deployments.ts';
import { exitCodes } from './exit-codes.ts';
import { makeWritable } from './out-folder.ts';
import { targetNamed } from './run-options.ts';
import { loadSuite, profileOf, type Suite } from './suite.ts';

interface ExportOptions {
  readonly as: 'procedure' | 'scs';
  readonly target?: string;
  readonly twin?: true;
  readonly scenarios?: string;
  readonly out?: string;
}

/** A file that an export writes. */
interface Written {
  readonly name: string;
  readonly text: string;
}

/** `cmbac export`: scenarios in a form that needs no harness. */
export function exportCommand(end: (exitCode: number) => void): Command {
  return new Command('export')
    .summary('write scenarios down: as test procedures, as scripts')
    .description(
      "Write scenarios down for whoever has no harness: as a test procedure in Markdown for a person, or as scripts in scansion's language (.scs), one for the scenario and one for its twin.",
    )
    .argument('<pattern...>', 'scenario, glob over scenarios, requirement or group of requirements')
    .addOption(
      new Option('--as <form>', 'what they become').choices(['procedure', 'scs']).makeOptionMandatory(),
    )
    .option('--twin', 'of a script, the twin in place of the scenario, on stdout')
    .option(
      '-t, --target <name>',
      'in the names and the syntax of this server: a target, or the file of a description',
    )
    .option('--scenarios <dir>', 'a folder of scenarios of your own')
    .option('--out <dir>', 'write a file for each there; files of the same name are replaced')
    .addHelpText('after', help)
    .action((patterns: string[], options: ExportOptions) => {
      const suite = loadSuite(options.scenarios);
      const chosen = select(suite.scenarios, patterns);
      const driver = options.target === undefined ? undefined : targetNamed(options.target, suite);
      const editions = editionOptions(suite, chosen, driver);
      const requirements = requirementRecords(suite.groups, suite.scenarios);
      const { files, refused } = exported(chosen, editions, { options, driver, requirements });
      for (const sentence of refused) console.error(sentence);
      if (options.out !== undefined) writeFiles(options.out, files);
      else if (files.length > 1 && chosen.length > 1)
        throw new BadInput(`these are ${chosen.length} scenarios; name one, or a folder for them with --out`);
      else process.stdout.write(files[0]?.text ?? '');
      if (chosen.length > 1 && options.out !== undefined)
        console.log(
          `${files.length} files in ${options.out}${refused.length === 0 ? '' : `; ${refused.length} cannot be written as a script`}`,
        );
      if (files.length === 0) end(exitCodes.input);
    });
}

function editionOptions(
  suite: Suite,
  chosen: readonly Scenario[],
  driver: TargetDriver | undefined,
): EditionOptions {
  if (driver?.worksheet === undefined) return { fixtures: suite.fixtures, target: driver };
  const profile = profileOf(driver, undefined, suite);
  const { plan, fixtures } = deploymentsOf(driver, chosen, { suite, profile });
  const played = plan.deployments.map(({ number }) => playedOn(plan, number));
  const nobody = { users: {}, rooms: {} };
  return {
    fixtures,
    target: driver,
    aliasesOf: (scenario, part) => {
      const met = played.map((deployment) => deployment.aliases(scenario, part));
      return (
        met.find(({ users, rooms }) => Object.keys(users).length + Object.keys(rooms).length > 0) ?? nobody
      );
    },
  };
}

function exported(
  chosen: readonly Scenario[],
  editions: EditionOptions,
  {
    options,
    driver,
    requirements,
  }: {
    readonly options: ExportOptions;
    readonly driver: TargetDriver | undefined;
    readonly requirements: readonly RequirementRecord[];
  },
): { readonly files: readonly Written[]; readonly refused: readonly string[] } {
  if (options.as === 'procedure') {
    const files = chosen.map((scenario): Written => {
      const named = scenario.requirements.flatMap((id) => requirements.filter((one) => one.id === id));
      const text = procedureOf(editionsOf(scenario, editions), {
        requirements: named,
        target: driver?.name,
        instructions: driver?.worksheet?.instructions,
      });
      return { name: `${fileName(scenario)}.md`, text };
    });
    return { files, refused: [] };
  }
  const parts = chosen.flatMap((scenario) =>
    editionsOf(scenario, editions).map((edition) => ({ edition, scripted: scriptOf(edition) })),
  );
  const wanted = parts.filter(
    ({ edition }) => options.out !== undefined || (edition.part.name === 'twin') === (options.twin ?? false),
  );
  return {
    files: wanted.flatMap(({ edition, scripted }) =>
      'text' in scripted ? [{ name: scriptName(edition), text: scripted.text }] : [],
    ),
    refused: wanted.flatMap(({ edition, scripted }) =>
      'cannot' in scripted ? [`${nameOf(edition)}: cannot be written as a script: ${scripted.cannot}`] : [],
    ),
  };
}

function writeFiles(folder: string, files: readonly Written[]): void {
  makeWritable(folder);
  for (const { name, text } of files) writeFileSync(join(folder, name), text);
}

function nameOf({ scenario, part }: Edition): string {
  return part.name === 'twin' ? `${scenario.id} (twin)` : scenario.id;
}

function scriptName({ scenario, part }: Edition): string {
  return `${fileName(scenario)}${part.name === 'twin' ? '.twin' : ''}.scs`;
}

/** As transcripts are named: folders become `__`. */
function fileName({ id }: Scenario): string {
  return id.replaceAll('/', '__');
}

const help = `
Everything can be a procedure. What cannot be a script is told in one sentence each; the others are written all the same. \`cmbac scs -t FILE\` puts in
the names of a server itself: give it scripts without them. With -t they are for scansion.

Exit codes: 0 written, 5 bad input, or nothing of it can be written as a script.

Examples:
  $ npx cmbac export exit/recipient-not-cleared --as procedure
  $ npx cmbac export 'exit/**' --as procedure -t lab/alpha.yaml --out procedures
  $ npx cmbac export 'label/**' --as scs --out scripts
  $ npx cmbac scs scripts -t reference --match portable
`;
