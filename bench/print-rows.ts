import { cpus } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import type { Effort, MeasuredRow } from './measure-row.ts';
import type { Row } from './rows.ts';
import { ratios, table } from './table.ts';

/** Rows that are measured one after the other, and how. */
export interface Bench {
  /** Of the command, and what it measures in a sentence. */
  readonly name: string;
  readonly description: string;
  /** How long a row runs before it is measured, in seconds, unless the command line says otherwise. */
  readonly warmUp: number;
  /** `profileFolder`: where processor profiles of the reference server go; left out: there are none. */
  readonly rows: (profileFolder?: string) => readonly Row[];
  readonly measure: (row: Row, effort: Effort) => Promise<MeasuredRow>;
}

/** Measures the rows that the command line asks for, and prints them. */
export async function printRows({ rows, measure, ...about }: Bench): Promise<void> {
  const options = optionsOf(about);
  const { pairs, window, seconds, warmUp: warmUpSeconds, json } = options;
  const measured: MeasuredRow[] = [];
  for (const row of rows(options.profile).filter((each) => isWanted(each, options.only))) {
    const { missing, name: server } = row.contender;
    console.error(missing === undefined ? `${server}: ${row.loadName}` : `left out: ${missing}`);
    if (missing === undefined) measured.push(await measure(row, { pairs, window, seconds, warmUpSeconds }));
  }
  console.log(json === true ? asJson(measured) : `\n${table(measured)}\n\n${ratios(measured)}`);
}

interface Options {
  only?: string;
  seconds: number;
  warmUp: number;
  pairs: number;
  window: number;
  profile?: string;
  json?: true;
}

function optionsOf({ name, description, warmUp }: Pick<Bench, 'name' | 'description' | 'warmUp'>): Options {
  return new Command(name)
    .description(description)
    .option('--only <text>', 'only rows whose load, server or mode contains it')
    .option('--seconds <number>', 'measured seconds of each row', positive, 5)
    .option('--warm-up <number>', 'seconds before them', positive, warmUp)
    .option('--pairs <number>', 'senders, each with its recipient', positive, 10)
    .option('--window <number>', 'messages of a pair on their way at any time', positive, 20)
    .option('--profile <folder>', 'write processor profiles of the reference server there; they slow it down')
    .option('--json', 'the figures as JSON')
    .parse()
    .opts<Options>();
}

function isWanted({ loadName, mode, contender }: Row, text: string | undefined): boolean {
  return text === undefined || [loadName, mode, contender.name].some((name) => name.includes(text));
}

function asJson(rows: readonly MeasuredRow[]): string {
  const [cpu] = cpus();
  const machine = { cpu: cpu?.model, cores: cpus().length, node: process.version };
  return JSON.stringify({ ...machine, rows }, null, 2);
}

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError('write a number above 0');
  return number;
}
