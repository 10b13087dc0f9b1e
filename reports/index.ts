/** What a run found, written for its readers: people, CI systems, a terminal. Pure: a RunRecord in, text out. */
export { differences } from './differences.ts';
export { explain } from './explain.ts';
export { htmlReport, matrixPage } from './html/index.ts';
export { junit } from './junit.ts';
export { killMatrix } from './kill-matrix.ts';
export { matrixTable } from './matrix-table.ts';
export { summary } from './summary.ts';
export { coverageOf, coverageTable, traceabilityTable } from './traceability.ts';
