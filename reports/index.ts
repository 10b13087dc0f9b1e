/** What a run found, written for its readers: people, CI systems, a terminal. Pure: a RunRecord in, text out. */
export { explain } from './explain.ts';
export { htmlReport } from './html/index.ts';
export { junit } from './junit.ts';
export { killMatrix } from './kill-matrix.ts';
export { summary } from './summary.ts';
export { coverageOf, coverageTable, traceabilityTable } from './traceability.ts';
