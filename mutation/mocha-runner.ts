import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  INSTRUMENTER_CONSTANTS,
  type InstrumenterContext,
  type MutantCoverage,
} from '@stryker-mutator/api/core';
import { PluginKind } from '@stryker-mutator/api/plugin';
import {
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import Mocha from 'mocha';

/**
 * The unit tests of labels and policy under Stryker: loaded once a process, then run again for each mutant, only the
 * tests that reach it, up to the first that fails.
 *
 * Stryker's own runner for mocha asks for files that mocha 12 has under other names.
 */
export const strykerPlugins = [
  { kind: PluginKind.TestRunner, name: 'mocha-12', factory: (): TestRunner => new MochaRunner() },
];

const specs = ['reference-server/labels/**/*.test.ts', 'reference-server/policy/**/*.test.ts'];

class MochaRunner implements TestRunner {
  readonly #mocha = new Mocha({ timeout: 0, bail: true, reporter: Silent });
  #loaded = false;

  /** Node keeps the modules that it has imported: a mutant that acts while they load needs a new process. */
  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: false };
  }

  init(): Promise<void> {
    this.#mocha.cleanReferencesAfterRun(false);
    for (const file of globSync(specs).sort()) this.#mocha.addFile(file);
    this.#mocha.suite.beforeEach(function () {
      context.currentTestId = this.currentTest?.fullTitle() ?? '';
    });
    return Promise.resolve();
  }

  async dryRun(): Promise<DryRunResult> {
    const result = await this.#run();
    const { mutantCoverage } = context;
    if (result.status !== DryRunStatus.Complete || mutantCoverage === undefined) return result;
    return { ...result, mutantCoverage: reachedByTests(mutantCoverage) };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, hitLimit, mutantActivation, testFilter } = options;
    delete context.hitLimit;
    delete context.hitCount;
    if (hitLimit !== undefined) Object.assign(context, { hitLimit, hitCount: 0 });
    this.#mocha.grep(testFilter === undefined ? /^/ : oneOf(testFilter));
    if (mutantActivation === 'static') context.activeMutant = activeMutant.id;
    const result = toMutantRunResult(await this.#run(activeMutant.id));
    if (result.status !== MutantRunStatus.Survived || mutantActivation === 'static') return result;
    return (await passes(activeMutant.id)) ? result : killedAnew;
  }

  async #run(mutant?: string): Promise<DryRunResult> {
    try {
      if (!this.#loaded) await this.#mocha.loadFilesAsync();
      this.#loaded = true;
    } catch (error) {
      return mutant === undefined ? failedRun(error) : failedLoading(error);
    }
    try {
      if (mutant === undefined) delete context.activeMutant;
      else context.activeMutant = mutant;
      const tests = await this.#resultsOfAll();
      return (
        determineHitLimitReached(context.hitCount, context.hitLimit) ?? {
          status: DryRunStatus.Complete,
          tests,
        }
      );
    } catch (error) {
      return failedRun(error);
    }
  }

  #resultsOfAll(): Promise<TestResult[]> {
    const results: TestResult[] = [];
    return new Promise((resolve) => {
      this.#mocha
        .run(() => {
          resolve(results);
        })
        .on('pass', (test) => results.push({ ...resultOf(test), status: TestStatus.Success }))
        .on('fail', (test, error: unknown) => {
          results.push({ ...resultOf(test), status: TestStatus.Failed, failureMessage: String(error) });
        });
    });
  }
}

/** What the instrumented code and its tests tell each other. */
const context: InstrumenterContext = {};
Object.assign(globalThis, { [INSTRUMENTER_CONSTANTS.NAMESPACE]: context });

/** Writes nothing: Stryker reports. */
class Silent extends Mocha.reporters.Base {
  override epilogue(): void {
    // Nothing to say
  }
}

/** Do all tests pass in a process of their own, in which the mutant also acts while they load? */
function passes(mutant: string): Promise<boolean> {
  const mocha = fileURLToPath(import.meta.resolve('mocha/bin/mocha.js'));
  const env = { ...process.env, [INSTRUMENTER_CONSTANTS.ACTIVE_MUTANT_ENV_VARIABLE]: mutant };
  const child = spawn(process.execPath, [mocha, '--no-config', '--bail', '--timeout', '0', ...specs], {
    env,
    stdio: 'ignore',
  });
  return new Promise((resolve) => {
    child.once('close', (code) => {
      resolve(code === 0);
    });
  });
}

const killedAnew: MutantRunResult = {
  status: MutantRunStatus.Killed,
  killedBy: [],
  failureMessage: 'killed by tests that were loaded anew',
  nrOfTests: 1,
};

/**
 * What acts both in a test and while the tests load (fixtures are read then) is tried in the tests that reach it alone, in
 * the process that is there: to load everything again for each of those takes ten times as long. `passes` does it for the few
 * that survive.
 */
function reachedByTests({ static: atLoading, perTest }: MutantCoverage): MutantCoverage {
  const inTests = new Set(Object.values(perTest).flatMap((hits) => Object.keys(hits)));
  const only = Object.entries(atLoading).filter(([mutant]) => !inTests.has(mutant));
  return { static: Object.fromEntries(only), perTest };
}

function failedRun(error: unknown): DryRunResult {
  return { status: DryRunStatus.Error, errorMessage: String(error) };
}

/** The tests found the mutant before the first of them began. */
function failedLoading(error: unknown): DryRunResult {
  const name = 'loading of the tests';
  const test = { id: name, name, timeSpentMs: 0, failureMessage: String(error) };
  return { status: DryRunStatus.Complete, tests: [{ ...test, status: TestStatus.Failed }] };
}

/** With its file, by which Stryker sees that a test has changed since the last run. */
function resultOf(test: Mocha.Test): { id: string; name: string; fileName: string; timeSpentMs: number } {
  const name = test.fullTitle();
  return { id: name, name, fileName: test.file ?? '', timeSpentMs: test.duration ?? 0 };
}

function oneOf(titles: readonly string[]): RegExp {
  return new RegExp(`^(?:${titles.map(escaped).join('|')})$`);
}

function escaped(title: string): string {
  return title.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
