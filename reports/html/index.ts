/** The run as one page for people. Knows how it looks; what it says comes from the RunRecord. */
export { matrixPage } from './matrix-page.ts';
export { htmlReport } from './page.ts';
