/**
 * How many messages a second the reference server delivers with every check on, beside Prosody, which checks nothing:
 * `npm run bench`, or `node bench/server.ts --help`. Method and figures: docs/benchmarks.md. Never a test.
 */
import { cpus } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { type MeasuredRow, measureRow } from './measure-row.ts';
import { allRows, type Row } from './rows.ts';
import { ratios, table } from './table.ts';

const program = new Command('bench')
  .description('Messages a second, processor time, latency and memory of the server, beside Prosody.')
  .option('--only <text>', 'only rows whose load, server or mode contains it')
  .option('--seconds <number>', 'measured seconds of each row', positive, 5)
  .option('--warm-up <number>', 'seconds before them', positive, 1)
  .option('--pairs <number>', 'senders, each with its recipient', positive, 10)
  .option('--window <number>', 'messages of a pair on their way at any time', positive, 20)
  .option('--profile <folder>', 'write processor profiles of the reference server there; they slow it down')
  .option('--json', 'the figures as JSON')
  .parse();
const options = program.opts<{
  only?: string;
  seconds: number;
  warmUp: number;
  pairs: number;
  window: number;
  profile?: string;
  json?: true;
}>();

const measured = await measureAll(allRows(options.profile).filter((row) => isWanted(row, options.only)));
const [cpu] = cpus();
console.log(
  options.json
    ? JSON.stringify(
        { cpu: cpu?.model, cores: cpus().length, node: process.version, rows: measured },
        null,
        2,
      )
    : `\n${table(measured)}\n\n${ratios(measured)}`,
);

async function measureAll(rows: readonly Row[]): Promise<MeasuredRow[]> {
  const { pairs, window, seconds, warmUp: warmUpSeconds } = options;
  const done: MeasuredRow[] = [];
  for (const row of rows) {
    const { missing, name } = row.contender;
    console.error(missing === undefined ? `${name}: ${row.loadName}` : `left out: ${missing}`);
    if (missing === undefined) done.push(await measureRow(row, { pairs, window, seconds, warmUpSeconds }));
  }
  return done;
}

function isWanted({ loadName, mode, contender }: Row, text: string | undefined): boolean {
  return text === undefined || [loadName, mode, contender.name].some((name) => name.includes(text));
}

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError('write a number above 0');
  return number;
}
