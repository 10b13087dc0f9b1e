import { createLogUpdate } from 'log-update';
import Mocha from 'mocha';
import { type Counted, liveText, type Place, type Tally, tallyText } from './progress-line.ts';
import { type Outcome, visible } from './record/index.ts';

/** A part that is not as it should be: why a test of the run fails. */
export class PartFailure extends Error {
  override readonly name = 'PartFailure';
  readonly outcome: Outcome;

  /** `sentence`: what a person reads while the run goes on. */
  constructor(outcome: Outcome, sentence: string) {
    super(sentence);
    this.outcome = outcome;
  }
}

/** Where progress is written: `process.stderr`. */
export interface ProgressOutput extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Tests of parts that are as the target's expected-failures file says: not passed, and nothing to stop for. */
export const asExpected = new WeakSet<Mocha.Runnable>();

/** Failures that are told at once; the others are counted, and stand in the report. */
const maxTold = 20;

/**
 * How a run shows itself while it lasts: each failure when it is found, a line for each finished folder, `exit  ✓ 12  ✕ 1`; on a
 * terminal also one line that tells where it is.
 */
export class ProgressReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const output = outputOf(options.reporterOptions);
    const lines = isLive(output, process.env) ? liveLines(output) : plainLines(output);
    let tally = newTally();
    let place = { folder: '', total: 0 };
    let [done, told] = [0, 0];
    const count = (outcome: Counted): void => {
      tally[outcome] += 1;
      done += 1;
    };
    runner.on('suite', (suite) => {
      place = { folder: suite.title, total: suite.tests.length };
    });
    runner.on('test', (test) => {
      lines.live({ ...place, tally, done, all: runner.total, title: test.title });
    });
    runner.on('pass', (test) => {
      count(asExpected.has(test) ? 'expected' : 'passed');
    });
    runner.on('pending', () => {
      count('unsupported');
    });
    runner.on('fail', (_test, error: unknown) => {
      count(error instanceof PartFailure ? error.outcome : 'broken');
      told += 1;
      if (told <= maxTold && error instanceof Error) lines.write(visible(error.message));
      if (told === maxTold + 1) lines.write('… further ones are in the report');
    });
    runner.on('suite end', (suite) => {
      if (suite.root) return;
      lines.write(`${suite.title}  ${tallyText(tally)}`);
      tally = newTally();
    });
  }
}

/** Is there somebody who sees a line change? Not in a file or a pipe, and not where a CI system keeps what a terminal would forget. */
export function isLive(
  output: Pick<ProgressOutput, 'isTTY'>,
  { CI = '', TERM = '' }: Readonly<Record<string, string | undefined>>,
): boolean {
  return output.isTTY === true && TERM !== 'dumb' && ['', '0', 'false'].includes(CI);
}

function newTally(): Tally {
  return { passed: 0, expected: 0, failed: 0, inconclusive: 0, unsupported: 0, broken: 0 };
}

/** Mocha hands options on untyped. */
function outputOf(options: unknown): ProgressOutput {
  const given =
    typeof options === 'object' && options !== null && 'output' in options ? options.output : undefined;
  return isOutput(given) ? given : process.stderr;
}

function isOutput(value: unknown): value is ProgressOutput {
  return typeof value === 'object' && value !== null && 'write' in value && typeof value.write === 'function';
}

interface Lines {
  /** The one line that changes. */
  live(place: Place): void;
  /** A line that stays. */
  write(text: string): void;
}

function plainLines(output: ProgressOutput): Lines {
  return {
    live: () => undefined,
    write: (text) => {
      output.write(`${text}\n`);
    },
  };
}

/** Size of a terminal that does not say, or says that it has none. */
const usual = { columns: 80, rows: 24 };

function liveLines(output: ProgressOutput): Lines {
  const columns = (): number => (output.columns === 0 ? undefined : output.columns) ?? usual.columns;
  const update = createLogUpdate(output, { defaultWidth: usual.columns, defaultHeight: usual.rows });
  return {
    live: (place) => {
      update(liveText(place, columns()));
    },
    write: (text) => {
      update.clear();
      output.write(`${text}\n`);
    },
  };
}
