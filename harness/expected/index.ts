/** The files beside a target: what is known to differ, and what a run must execute. Knows no server and no transcript. */
export { type Blessed, bless } from './bless.ts';
export { type Expectation, readExpectations } from './expectations.ts';
export { debtOf, isExecuted, lockText, type Owed, readLock } from './lock.ts';
export { applying, type Circumstances, expectationOf, staleExpectations } from './stale.ts';
