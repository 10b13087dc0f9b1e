import { createLogUpdate } from 'log-update';
import Mocha from 'mocha';
import type { Outcome } from './record/index.ts';

/** A part that is not as it should be: why a test of the run fails. */
export class PartFailure extends Error {
  override readonly name = 'PartFailure';
  readonly outcome: Outcome;

  constructor(outcome: Outcome, reason: string) {
    super(reason);
    this.outcome = outcome;
  }
}

/** Where progress is written: `process.stderr`. */
export interface ProgressOutput extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
}

/** Tests of parts that are as the target's expected-failures file says: not passed, and nothing to stop for. */
export const asExpected = new WeakSet<Mocha.Runnable>();

type Counted = Outcome | 'expected';

/** One folder's parts by what came of them. */
type Tally = Record<Counted, number>;

/** The signs of the reports. */
const signs: Readonly<Record<Counted, string>> = {
  passed: '✓',
  expected: '⊘',
  failed: '✕',
  inconclusive: '?',
  unsupported: '–',
  broken: '‼',
};

/**
 * How a run shows itself while it lasts: a line for each finished folder, `exit  ✓ 12  ✕ 1`; on a terminal also one line
 * that tells where it is.
 */
export class ProgressReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const output = outputOf(options.reporterOptions);
    const line = output.isTTY === true ? liveLine(output) : plainLines(output);
    let tally = newTally();
    let done = 0;
    const count = (outcome: Counted): void => {
      tally[outcome] += 1;
      done += 1;
    };
    runner.on('test', (test) => {
      line.live(`${test.fullTitle()}  ${done + 1}/${runner.total}  ${tallyText(tally)}`);
    });
    runner.on('pass', (test) => {
      count(asExpected.has(test) ? 'expected' : 'passed');
    });
    runner.on('pending', () => {
      count('unsupported');
    });
    runner.on('fail', (_test, error: unknown) => {
      count(error instanceof PartFailure ? error.outcome : 'broken');
    });
    runner.on('suite end', (suite) => {
      if (suite.root) return;
      line.finish(`${suite.title}  ${tallyText(tally)}`);
      tally = newTally();
    });
  }
}

/** `✓ 12  ✕ 1`: only what occurred. */
export function tallyText(tally: Readonly<Tally>): string {
  const counts = outcomes.filter((outcome) => tally[outcome] > 0);
  return counts.map((outcome) => `${signs[outcome]} ${tally[outcome]}`).join('  ');
}

const outcomes = ['passed', 'expected', 'failed', 'inconclusive', 'unsupported', 'broken'] as const;

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
  live(text: string): void;
  finish(text: string): void;
}

function plainLines(output: ProgressOutput): Lines {
  return {
    live: () => undefined,
    finish: (text) => {
      output.write(`${text}\n`);
    },
  };
}

function liveLine(output: ProgressOutput): Lines {
  const update = createLogUpdate(output);
  return {
    live: (text) => {
      update(text);
    },
    finish: (text) => {
      update(text);
      update.done();
    },
  };
}
