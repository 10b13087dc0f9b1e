/** The run as one page for people. Knows how it looks; what it says comes from the RunRecord. */
export { htmlReport } from './page.ts';
