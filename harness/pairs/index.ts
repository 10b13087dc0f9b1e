/** Two real servers in one run: how they find and believe each other, and how the second one is kept. What they are asked is the scenarios' affair. */
export { matrixRecord, type PairRun } from './matrix.ts';
export { runPairs } from './run-pairs.ts';
export { newSecondServer, type SecondServer } from './second-server.ts';
