/** Mutation testing of what reads a label and what decides on it. How to run it, and what survives: docs/mutation.md. */
export default {
  mutate: ['reference-server/{labels,policy}/**/*.ts', '!**/*.test.ts', '!**/*.contract.ts', '!**/index.ts'],
  plugins: ['./mutation/mocha-runner.ts'],
  testRunner: 'mocha-12',
  coverageAnalysis: 'perTest',
  incremental: true,
  incrementalFile: 'reports/out-mutation/incremental.json',
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true },
  jsonReporter: { fileName: 'reports/out-mutation/mutation.json' },
  htmlReporter: { fileName: 'reports/out-mutation/mutation.html' },
  thresholds: { high: 98, low: 95, break: 95 },
  concurrency: 2,
  timeoutMS: 60_000,
  ignorePatterns: ['coverage', 'reports/out*', 'bench', 'docs', 'scenarios', 'harness', 'reports', 'bin'],
};
