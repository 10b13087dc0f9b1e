/** What a run found, written for its readers: people, CI systems, a terminal. Pure: a RunRecord in, text out. */
export { areaTable } from './area-table.ts';
export { badgeJson, badgeSvg } from './badge.ts';
export { bySection, sectionTable, traceMarkdown } from './by-section.ts';
export { differences } from './differences.ts';
export { explain } from './explain.ts';
export { htmlReport, matrixPage } from './html/index.ts';
export { junit } from './junit.ts';
export { killMatrix } from './kill-matrix.ts';
export { markdown } from './markdown.ts';
export { markdownOfDifferences } from './markdown-differences.ts';
export { matrixTable } from './matrix-table.ts';
export { scsJunit } from './scs/junit.ts';
export { scsSummary } from './scs/summary.ts';
export { summary } from './summary.ts';
export { targetCheckTable } from './target-check.ts';
export { coverageOf, coverageTable, traceabilityTable } from './traceability.ts';
