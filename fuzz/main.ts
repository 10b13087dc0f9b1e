/** Tries every decoder with inputs that nobody would write: `npm run fuzz -- --seconds 600 --seed X`. See docs/fuzzing.md. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Command } from 'commander';
import { decoders } from './decoders.ts';
import type { Finding } from './fuzz.ts';
import type { Outcome } from './messages.ts';
import { hashOf } from './random.ts';
import { fuzz } from './watch.ts';

const findings = new URL('findings/', import.meta.url).pathname;

interface Options {
  readonly seconds: string;
  readonly seed: string;
  readonly only: readonly string[];
  readonly replay?: string;
}

const program = new Command('fuzz')
  .option('--seconds <count>', 'how long', '60')
  .option('--seed <text>', 'the same seed makes the same inputs', new Date().toISOString())
  .option('--only <decoders...>', `of: ${decoders.map(({ name }) => name).join(', ')}`, [])
  .option('--replay <file>', 'one input of fuzz/findings/ again, with what its decoder answers');
const options = program.parse().opts<Options>();
if (options.replay === undefined) await run(options);
else console.log(answer(options.replay));

async function run({ seconds, seed, only }: Options): Promise<void> {
  const unknown = only.find((name) => !decoders.some((decoder) => decoder.name === name));
  if (unknown !== undefined) program.error(`no decoder \`${unknown}\``);
  const start = performance.now();
  const outcome = await fuzz({ seed, seconds: Number(seconds), only });
  report(outcome, (performance.now() - start) / 1000, seed);
  if (outcome.finding !== undefined) keep(outcome.finding);
}

function report({ tallies, heapBytes }: Outcome, seconds: number, seed: string): void {
  let executions = 0;
  for (const [name, tally] of Object.entries(tallies)) {
    executions += tally.executions;
    const counts = `${String(tally.executions).padStart(10)} inputs, ${String(tally.answers).padStart(4)} kinds of answer`;
    console.log(`${name.padEnd(24)}${counts}, slowest ${tally.slowestMs.toFixed(1)} ms`);
  }
  const rate = Math.round(executions / seconds);
  const heap = Math.round(heapBytes / 1_048_576);
  console.log(
    `seed ${seed}: ${executions} inputs in ${Math.round(seconds)} s (${rate} a second), heap up to ${heap} MiB`,
  );
}

/** Writes the input down and ends in failure. */
function keep({ decoder, input, what }: Finding): void {
  mkdirSync(findings, { recursive: true });
  const file = `${findings}${decoder}@${hashOf(input).toString(16)}`;
  writeFileSync(file, input);
  writeFileSync(`${file}.txt`, `${what}\n`);
  console.error(`1 finding, ${file}: ${what}`);
  process.exitCode = 1;
}

/** What the decoder that a file of fuzz/findings/ is named after answers to it. */
function answer(file: string): string {
  const [name] = basename(file).split('@');
  const decoder = decoders.find((one) => one.name === name);
  if (decoder === undefined) return program.error(`no decoder \`${name ?? ''}\``);
  return decoder.examine(new Uint8Array(readFileSync(file)));
}
