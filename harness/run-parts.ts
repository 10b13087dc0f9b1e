import Mocha from 'mocha';
import { reasonOf, worstKind } from './judge/index.ts';
import type { PlannedPart, PlannedScenario } from './plan.ts';
import { asExpected, PartFailure, type ProgressOutput, ProgressReporter } from './progress-reporter.ts';
import type { PartRecord } from './record/index.ts';

/** How the parts of a run are run. */
export interface RunPartsOptions {
  /** Runs one part and judges it. */
  readonly run: (planned: PlannedScenario, part: PlannedPart) => Promise<PartRecord>;
  /** Is this what was to be expected of the part? Then it does not count as a failure. */
  readonly isExpected: (planned: PlannedScenario, record: PartRecord) => boolean;
  readonly bail: boolean;
  readonly output: ProgressOutput;
  /** One suite of this name for all parts, which then run exactly in their order; left out: one for each folder. */
  readonly together?: string;
}

/** Longest time for one part, in milliseconds: a harness that hangs says so. */
const partTimeoutMs = 300_000;

/**
 * Runs every part under mocha, one after the other: a suite for each folder, a test for each part. With `bail` the first
 * failure is the last part.
 */
export async function runParts(plan: readonly PlannedScenario[], options: RunPartsOptions): Promise<void> {
  const mocha = new Mocha({
    reporter: ProgressReporter,
    reporterOptions: { output: options.output },
    timeout: partTimeoutMs,
    bail: options.bail,
  });
  const suites = new Map<string, Mocha.Suite>();
  for (const planned of plan) {
    const folder = options.together ?? folderOf(planned.scenario.id);
    const suite = suites.get(folder) ?? Mocha.Suite.create(mocha.suite, folder);
    suites.set(folder, suite);
    for (const part of planned.parts) suite.addTest(testOf(planned, part, options));
  }
  await new Promise<void>((resolve) => {
    mocha.run(() => {
      resolve();
    });
  });
  // It listens on the process until then, and a proof has a hundred runs
  mocha.dispose();
}

function testOf(planned: PlannedScenario, part: PlannedPart, options: RunPartsOptions): Mocha.Test {
  const { name, title } = part.part;
  return new Mocha.Test(name === 'twin' ? `${title} (twin)` : title, async function (this: Mocha.Context) {
    const record = await options.run(planned, part);
    if (record.outcome === 'unsupported') this.skip();
    if (record.outcome === 'passed') return;
    if (options.isExpected(planned, record)) {
      asExpected.add(this.runnable());
      return;
    }
    throw new PartFailure(record.outcome, sentenceOf(planned, record));
  });
}

/** `leak  exit/by-clearance (twin): rita does not receive the message: it came`. */
function sentenceOf({ scenario }: PlannedScenario, { name, outcome, findings }: PartRecord): string {
  const part = name === 'twin' ? `${scenario.id} (twin)` : scenario.id;
  return `${worstKind(findings) ?? outcome}  ${part}: ${reasonOf(findings) ?? outcome}`;
}

/** `exit` of `exit/by-clearance`; a scenario at the top is a folder of its own. */
function folderOf(id: string): string {
  return id.split('/').slice(0, -1).join('/') || id;
}
