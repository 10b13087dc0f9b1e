import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import {
  filesOn,
  type ProvisionResult,
  type Sheet,
  sheetAsCsv,
  sheetAsLdif,
  sheetAsMarkdown,
  withFiles,
} from '../../harness/provisioning/index.ts';
import { BadInput } from './bad-input.ts';
import { checkNumber, type Deployments, deploymentsOf, shownFile, verified } from './deployments.ts';
import { exitCodes } from './exit-codes.ts';
import { emptyOutFolder, makeWritable } from './out-folder.ts';
import { authorityCommand } from './provision-authority.ts';
import { readBudget, targetNamed } from './run-options.ts';
import { loadSuite, profileOf, scenariosOf } from './suite.ts';

interface ProvisionOptions {
  readonly deployment?: number;
  readonly scenarios?: string;
  readonly profile?: string;
}

interface PlanOptions extends ProvisionOptions {
  readonly format: 'md' | 'csv' | 'ldif';
  readonly out?: string;
}

interface VerifyCommandOptions extends ProvisionOptions {
  readonly budget?: number;
  readonly json?: true;
}

/** `cmbac provision`: for a server that people provision, what to type in, and whether it was done. */
export function provisionCommand(end: (exitCode: number) => void): Command {
  const provision = new Command('provision')
    .summary('what to type into a server that the harness cannot configure')
    .description(
      'For a server that people provision: a worksheet of what to type in, and probes that show whether it was done (docs/worksheets.md).',
    );
  provision.addCommand(planCommand());
  provision.addCommand(verifyCommand(end));
  provision.addCommand(authorityCommand());
  return provision;
}

function planCommand(): Command {
  return shared(new Command('plan'))
    .summary('the worksheet')
    .description('Print the worksheet: what to type in, in the words and in the syntax of the server.')
    .addOption(
      new Option('--format <format>', 'of the worksheet').choices(['md', 'csv', 'ldif']).default('md'),
    )
    .option('--out <dir>', 'write all formats there, and the files that it names beside them')
    .addHelpText(
      'after',
      `
Examples:
  $ npx cmbac provision plan lab/alpha.yaml --out sheets/alpha
  $ npx cmbac provision plan lab/alpha.yaml 'exit/**' --format csv
`,
    )
    .action((target: string, patterns: string[], options: PlanOptions) => {
      const { deployments, sheet, commands } = planned(target, patterns, options);
      if (options.out === undefined) {
        const text = textOf(options.format, withFiles(sheet, shownFile), deployments, commands);
        console.log(text);
        return;
      }
      writeSheets(options.out, sheet, deployments, commands);
      console.log(`the worksheet is in ${join(options.out, 'worksheet.md')}; what it takes is beside it`);
    });
}

function verifyCommand(end: (exitCode: number) => void): Command {
  return shared(new Command('verify'))
    .summary('see whether it was typed in')
    .description('Look by probes whether a deployment was typed in as its worksheet says. Nothing is scored.')
    .option('--budget <ms>', 'longest wait for what one probe should bring', readBudget)
    .option('--json', 'the table as one JSON array on stdout')
    .addHelpText(
      'after',
      `
Exit codes: 0 all that can be seen is done, 1 something is not, 4 the server cannot be reached, 5 bad input.

Examples:
  $ npx cmbac provision verify lab/alpha.yaml
  $ npx cmbac provision verify lab/alpha.yaml --deployment 2
`,
    )
    .action(async (target: string, patterns: string[], options: VerifyCommandOptions) => {
      const { deployments } = planned(target, patterns, options);
      const number = options.deployment ?? onlyOne(deployments);
      const results = await verified(deployments, number, options.budget);
      if (results.some(({ standing }) => standing === 'not done')) end(exitCodes.failed);
      console.log(options.json ? JSON.stringify(results, null, 2) : resultsAsText(results, number));
    });
}

function shared(command: Command): Command {
  return command
    .argument('<target>', 'a file that describes the server (docs/targets.md)')
    .argument('[pattern...]', 'scenario, glob over scenarios, requirement or group of requirements')
    .option('--deployment <n>', 'this one only', readNumber)
    .option('--scenarios <dir>', 'a folder of scenarios of your own')
    .option('--profile <name>', 'what to expect where servers may differ (scenarios/profiles.yaml)');
}

function planned(
  target: string,
  patterns: readonly string[],
  options: ProvisionOptions,
): { deployments: Deployments; sheet: Sheet; commands: Commands } {
  const suite = loadSuite(options.scenarios);
  const driver = targetNamed(target, suite);
  const profile = profileOf(driver, options.profile, suite);
  const deployments = deploymentsOf(driver, scenariosOf(suite.scenarios, patterns, profile), {
    suite,
    profile,
  });
  if (options.deployment !== undefined) checkNumber(deployments, options.deployment);
  const { profile: named, scenarios: own } = options;
  const typed = [
    ...patterns.map((pattern) => ` '${pattern}'`),
    ...(named === undefined ? [] : [` --profile ${named}`]),
    ...(own === undefined ? [] : [` --scenarios ${own}`]),
  ].join('');
  const commands = { target, patterns: typed, only: options.deployment };
  return { deployments, sheet: onlyIn(deployments.sheet, options.deployment), commands };
}

interface Commands {
  readonly target: string;
  readonly patterns: string;
  readonly only: number | undefined;
}

/** The rows of one deployment alone; how many there are is said all the same. */
function onlyIn(sheet: Sheet, number: number | undefined): Sheet {
  if (number === undefined) return sheet;
  const deployments = sheet.deployments.map((one) => (one.number === number ? one : { ...one, rows: [] }));
  return { ...sheet, deployments };
}

function textOf(
  format: PlanOptions['format'],
  sheet: Sheet,
  { driver: { worksheet, naming }, fixtures: { base } }: Deployments,
  { only, ...commands }: Commands,
): string {
  if (format === 'md') return sheetAsMarkdown(sheet, commands, only);
  if (format === 'csv') return sheetAsCsv(sheet).trimEnd();
  const { clearances, attribute, base: below } = worksheet ?? {};
  const domain = naming?.domains[base.domain] ?? base.domain;
  if (attribute === undefined || below === undefined || clearances === 'words')
    throw new BadInput(
      'a directory takes no words: say `attribute`, `base` and `clearances: ldif` (or stanag4774) under `provisioning` in the description',
    );
  const syntax = clearances === 'stanag4774' ? 'stanag4774' : 'x501';
  return sheetAsLdif(sheet, { attribute, base: below, domain, syntax }).trimEnd();
}

/** Every format that there is for this server, and the files that the sheet names, under the names that it has for them. */
function writeSheets(out: string, sheet: Sheet, deployments: Deployments, commands: Commands): void {
  const files = filesOn(sheet);
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined)
    throw new BadInput(
      `\`${shownFile(missing)}\` is not there, which signs for the other servers; make it with \`npx cmbac provision authority ${commands.target}\``,
    );
  emptyOutFolder(out, ['worksheet.md', 'worksheet.csv', 'accounts.ldif', 'policies', 'authority.pem']);
  for (const file of files) {
    makeWritable(dirname(join(out, placeOf(file))));
    copyFileSync(file, join(out, placeOf(file)));
  }
  const placed = withFiles(sheet, placeOf);
  const { attribute, base } = deployments.driver.worksheet ?? {};
  const formats = [
    ['md', 'worksheet.md'],
    ['csv', 'worksheet.csv'],
    ...(attribute === undefined || base === undefined ? [] : [['ldif', 'accounts.ldif'] as const]),
  ] as const;
  for (const [format, name] of formats)
    writeFileSync(join(out, name), `${textOf(format, placed, deployments, commands)}\n`);
}

/** `policies/harness-a.xml`, `policies/harness-a-spif-phrase.xml`; `authority.pem`, of other servers. */
function placeOf(file: string): string {
  if (!file.endsWith('.xml')) return 'authority.pem';
  const variant = basename(file) === 'spif.xml' ? '' : `-${basename(file, '.xml')}`;
  return `policies/${basename(dirname(file))}${variant}.xml`;
}

/** @throws BadInput where there are several, and nobody said which */
function onlyOne(deployments: Deployments): number {
  const { length } = deployments.plan.deployments;
  if (length <= 1) {
    checkNumber(deployments, 1);
    return 1;
  }
  throw new BadInput(`there are ${length} deployments; say which one the server has now, with --deployment`);
}

const allStandings = ['not done', 'cannot be seen', 'done'] as const;

/** The table, what is not done first, as far as it is asked for; then one sentence about all of it. */
export function resultsAsText(
  results: readonly ProvisionResult[],
  number: number,
  shown: readonly ProvisionResult['standing'][] = allStandings,
): string {
  const marks = { 'not done': '✗ not done', 'cannot be seen': '? cannot be seen', done: '✓ done' } as const;
  const lines = shown.flatMap((standing) =>
    results
      .filter((one) => one.standing === standing)
      .map(({ name, setting, sentence }) =>
        [`${marks[standing]}  ${name}, ${setting}`, ...(sentence === '' ? [] : [`    ${sentence}`])].join(
          '\n',
        ),
      ),
  );
  return [...lines, '', verdictOf(results, number)].join('\n');
}

function verdictOf(results: readonly ProvisionResult[], number: number): string {
  const count = (standing: ProvisionResult['standing']): number =>
    results.filter((one) => one.standing === standing).length;
  const figures = `${count('done')} done, ${count('not done')} not done, ${count('cannot be seen')} cannot be seen`;
  return count('not done') === 0
    ? `deployment ${number}: ${figures}`
    : `deployment ${number} is not as its sheet says: ${figures}; type in what is missing, and look again`;
}

/** A number from 1. */
export function readNumber(text: string): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number >= 1) return number;
  throw new InvalidArgumentError('It is the number of a deployment, from 1.');
}
