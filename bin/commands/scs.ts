import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { readFixtures } from '../../harness/fixtures/index.ts';
import type { ScsRecord } from '../../harness/record/index.ts';
import { loadScripts, type MatchMode, runScripts } from '../../harness/scs/index.ts';
import { targets } from '../../harness/targets/index.ts';
import { scsJunit, scsSummary } from '../../reports/index.ts';
import { emptyOutFolder } from './out-folder.ts';
import { readBudget, targetNamed } from './run-options.ts';

interface ScsOptions {
  readonly target: string;
  readonly match: MatchMode;
  readonly repeat: number;
  readonly budget: number;
  readonly raceReport?: true;
  readonly json?: true;
  readonly out?: string;
}

/** The fixtures of this package. */
const fixturesFolder = fileURLToPath(new URL('../../fixtures', import.meta.url));
/** Where `cmbac scs` puts its files unless told otherwise. */
const defaultFolder = 'reports/out-scs';
/** Longest wait for what a step waits for, in milliseconds, unless told otherwise. */
const defaultBudgetMs = 2000;

/** `cmbac scs`: scripts in scansion's language against a server. */
export function scsCommand(end: (exitCode: number) => void): Command {
  return new Command('scs')
    .summary("play scripts in scansion's language (.scs)")
    .description(
      "Play scripts in scansion's language (.scs), as Prosody has them, against a server: each on a server that remembers nothing, with a private ping after each stanza that is sent. Writes scs.json with all that passed, and junit.xml.",
    )
    .argument('<script...>', 'scripts, or folders of them')
    .option(
      '-t, --target <name>',
      `the server: ${[...targets.keys()].join(', ')}, or the file of a description`,
      'prosody',
    )
    .addOption(
      new Option(
        '--match <rules>',
        'how what arrives is held against a script: portable is loose throughout, in any order',
      )
        .choices(['scansion', 'portable'])
        .default('scansion'),
    )
    .option('--repeat <times>', 'play all of them so often, and compare', readTimes, 1)
    .option('--race-report', 'say what holds only because of the private pings')
    .option('--budget <ms>', 'longest wait for what one step waits for', readBudget, defaultBudgetMs)
    .option('--out <dir>', 'where the files go; emptied first', defaultFolder)
    .option('--json', 'the record as one JSON object on stdout')
    .addHelpText('after', help)
    .action(async (paths: string[], options: ScsOptions) => {
      const { out = defaultFolder, repeat, budget, match } = options;
      const driver = targetNamed(options.target);
      const scripts = loadScripts(paths);
      emptyOutFolder(out, ['scs.json', 'junit.xml']);
      const record = await runScripts({
        ...{ driver, scripts, mode: match, times: repeat, budgetMs: budget },
        fixtures: readFixtures(fixturesFolder),
        races: options.raceReport === true,
        ...(repeat > 1 && {
          onPlayed: (time: number) => {
            told(time, repeat);
          },
        }),
      });
      writeScs(out, record);
      end(record.exitCode);
      console.log(options.json ? JSON.stringify(record, null, 1) : scsSummary(record, out));
    });
}

function told(time: number, of: number): void {
  if (time % 10 === 0 || time === of) console.error(`played ${time} of ${of} times`);
}

function writeScs(folder: string, record: ScsRecord): void {
  writeFileSync(join(folder, 'scs.json'), `${JSON.stringify(record, null, 1)}\n`);
  writeFileSync(join(folder, 'junit.xml'), scsJunit(record));
}

/** 1 to 1000. */
function readTimes(text: string): number {
  const times = /^\d+$/.test(text) ? Number(text) : 0;
  if (times >= 1 && times <= 1000) return times;
  throw new InvalidArgumentError('It is a number of times from 1 to 1000.');
}

const help = `
The server has the scripts' own domain (localhost), rooms at conference. before it and an account for each of their characters; Prosody
has besides what its own scripts need. A server that somebody else has started keeps its names, and the scripts are played with those.

Exit codes: 0 every script passed, and each time; 1 one failed, or not each time; 3 a private ping was not answered; 4 a script or this
machine is at fault; 5 bad input.

Examples:
  $ npx cmbac scs fixtures/scs
  $ npx cmbac scs prosody/spec/scansion --race-report
  $ npx cmbac scs fixtures/scs -t reference --match portable
  $ npx cmbac scs fixtures/scs --repeat 100
`;
