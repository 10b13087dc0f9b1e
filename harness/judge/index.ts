/** What became of a scenario, from its transcript alone. Pure: starts nothing, waits for nothing, decides on no label. */
export { capabilitiesHash } from './capabilities.ts';
export { countOutcomes, exitCode } from './exit-code.ts';
export { judge } from './judge.ts';
export { isAsExpected, isExpectedPart, reconcile } from './reconcile.ts';
export { stimulusName } from './steps/alike.ts';
export { summaryOf } from './summaries.ts';
export { brokenPart, endedServer, unsupportedPart } from './unjudged.ts';
export { reasonOf, worst, worstKind } from './verdict.ts';
