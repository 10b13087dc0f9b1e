/**
 * How fast a message reaches everybody in a large room, of whom not all may have it, beside servers that send it to all:
 * `npm run bench:rooms`, or `node bench/rooms.ts --help`. Method and figures: docs/benchmarks.md. Never a test.
 */
import { Command, InvalidArgumentError } from 'commander';
import { ejabberd } from './contenders/ejabberd.ts';
import { prosody } from './contenders/prosody.ts';
import { reference } from './contenders/reference.ts';
import type { Load } from './generator/job.ts';
import { type MeasuredRoom, measureRoom, type RoomRow } from './measure-room.ts';
import { layOut } from './table.ts';

const program = new Command('bench:rooms')
  .description(
    'One room: messages a second, time until the last occupant has one, processor time for a copy.',
  )
  .option('--only <text>', 'only rows whose load or server contains it')
  .option('--occupants <number>', 'who are in the room', positive, 1000)
  .option('--seconds <number>', 'measured seconds of each row', positive, 5)
  .option('--warm-up <number>', 'seconds before them', positive, 2)
  .option('--window <number>', 'messages on their way at any time', positive, 1)
  .option('--profile <folder>', 'write processor profiles of the reference server there; they slow it down')
  .option('--json', 'the figures as JSON')
  .parse();
const options = program.opts<{
  only?: string;
  occupants: number;
  seconds: number;
  warmUp: number;
  window: number;
  profile?: string;
  json?: true;
}>();

const unlabelled: Load = { label: 'none', marking: 'right' };
const labelled: Load = { label: 'own', marking: 'right' };
const ours = reference({ marking: 'rewrite' }, options.profile);

const rows: readonly RoomRow[] = [
  { contender: ours, loadName: 'no label, all may have it', load: unlabelled, cleared: 1 },
  { contender: prosody(false), loadName: 'no label, all may have it', load: unlabelled, cleared: 1 },
  { contender: ejabberd, loadName: 'no label, all may have it', load: unlabelled, cleared: 1 },
  { contender: ours, loadName: 'label of 1 KB, all may have it', load: labelled, cleared: 1 },
  { contender: prosody(false), loadName: 'label of 1 KB, all may have it', load: labelled, cleared: 1 },
  { contender: ejabberd, loadName: 'label of 1 KB, all may have it', load: labelled, cleared: 1 },
  { contender: ours, loadName: 'label of 1 KB, half may have it', load: labelled, cleared: 0.5 },
];

const { occupants, window, seconds, warmUp: warmUpSeconds, only } = options;
const measured: MeasuredRoom[] = [];
for (const row of rows.filter(({ loadName, contender }) =>
  isWanted(`${contender.name}: ${loadName}`, only),
)) {
  const { missing, name } = row.contender;
  console.error(missing === undefined ? `${name}: ${row.loadName}` : `left out: ${missing}`);
  if (missing === undefined)
    measured.push(await measureRoom(row, { occupants, window, seconds, warmUpSeconds }));
}
console.log(options.json ? JSON.stringify(measured, null, 2) : `\n${tableOf(measured)}`);

function tableOf(done: readonly MeasuredRoom[]): string {
  const head = [
    'load',
    'server',
    'msg/s',
    'copies/s',
    'times',
    'p50 ms',
    'p99 ms',
    'CPU µs/copy',
    'RSS MB',
    'fill s',
  ];
  return layOut([head, ...done.map((each) => cells(each, done))]);
}

/** `times`: as many copies a second as the slowest server under the same load. */
function cells({ row, measurement }: MeasuredRoom, done: readonly MeasuredRoom[]): string[] {
  const others = done.filter((other) => other.row.loadName === row.loadName);
  const slowest = Math.min(...others.map((other) => other.measurement.deliveriesPerSecond));
  return [
    row.loadName,
    row.contender.name,
    measurement.messagesPerSecond.toFixed(0),
    measurement.deliveriesPerSecond.toFixed(0),
    (measurement.deliveriesPerSecond / slowest).toFixed(1),
    measurement.p50Ms.toFixed(1),
    measurement.p99Ms.toFixed(1),
    measurement.cpuPerDelivery?.toFixed(1) ?? '–',
    measurement.residentMB?.toFixed(0) ?? '–',
    measurement.fillSeconds.toFixed(1),
  ];
}

function isWanted(name: string, text: string | undefined): boolean {
  return text === undefined || name.includes(text);
}

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError('write a number above 0');
  return number;
}
