import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { loadAreas } from '../../harness/scenario/index.ts';
import { areaTable } from '../../reports/index.ts';
import { BadInput } from './bad-input.ts';
import { exitCodes } from './exit-codes.ts';
import { readRun } from './saved-run.ts';
import { loadSuite } from './suite.ts';

interface AreasOptions {
  readonly areas: string;
  readonly write?: string;
  readonly check?: string;
}

const usualAreas = fileURLToPath(new URL('../../scenarios/areas.yaml', import.meta.url));

/** `cmbac areas`: what servers do, area by area. */
export function areasCommand(end: (exitCode: number) => void): Command {
  return new Command('areas')
    .summary('show what came of each area at one server or several')
    .description(
      'Show what came of runs, area by area (scenarios/areas.yaml), with the scenarios behind each, as a table in Markdown.',
    )
    .argument('<rundir...>', 'the folders of runs, one for each server')
    .option('--areas <file>', 'areas of your own', usualAreas)
    .option('--write <file>', 'put the table between its marks in this file')
    .option('--check <file>', 'see that the table between its marks in this file is this one')
    .addHelpText('after', help)
    .action((folders: string[], { areas: file, write, check }: AreasOptions) => {
      const ids = loadSuite().scenarios.map(({ id }) => id);
      const table = areaTable(loadAreas(file, ids), folders.map(readRun));
      if (write !== undefined) writeFileSync(write, withTable(write, table));
      if (check !== undefined) end(checked(check, table));
      if (write === undefined && check === undefined) process.stdout.write(table);
    });
}

const marks = { begin: '<!-- areas: made by `npx cmbac areas` -->', end: '<!-- areas: end -->' } as const;

const help = `
In a file, the table stands between these lines:
  ${marks.begin}
  ${marks.end}

Exit codes: 0 shown, written, or the same; 1 --check found another table; 5 bad input.

Examples:
  $ npx cmbac areas reports/out-prosody reports/out-ejabberd
  $ npx cmbac areas reports/out-prosody reports/out-ejabberd --write docs/stock-servers.md
`;

/** The file's text with this table between its marks. @throws BadInput when it has none. */
function withTable(file: string, table: string): string {
  const text = textOf(file);
  const [begin, end] = [text.indexOf(marks.begin), text.indexOf(marks.end)];
  if (begin < 0 || end < begin)
    throw new BadInput(
      `\`${file}\` has no place for the table; put a line \`${marks.begin}\` and a line \`${marks.end}\` into it`,
    );
  return `${text.slice(0, begin + marks.begin.length)}\n\n${table}\n${text.slice(end)}`;
}

/** Names the first lines that differ: what a server does has changed, or the file is of another run. */
function checked(file: string, table: string): number {
  const [there, made] = [textOf(file).split('\n'), withTable(file, table).split('\n')];
  const gone = there.filter((line) => !made.includes(line));
  const come = made.filter((line) => !there.includes(line));
  if (gone.length + come.length === 0 && there.length === made.length) {
    console.log(`${file}: its table is what these runs give`);
    return exitCodes.holds;
  }
  console.error(
    `${file}: its table is not what these runs give; \`npx cmbac areas … --write ${file}\` writes it anew`,
  );
  for (const line of gone) console.error(`- ${line}`);
  for (const line of come) console.error(`+ ${line}`);
  return exitCodes.failed;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new BadInput(`\`${file}\` cannot be read; name a file that has the marks of the table in it`);
  }
}
