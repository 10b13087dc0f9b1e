/** Scenarios as files: reading, checking, choosing. Says what was asked for, never what came of it. */
export { expectsRefusal } from './lint-counterpart.ts';
export { loadScenarios, readScenario } from './load.ts';
export { type Part, partsOf } from './part.ts';
export { cellsOf, sessionsOf } from './probes.ts';
export { requirementRecords } from './requirement-records.ts';
export { loadRequirements, type RequirementGroup } from './requirements.ts';
export type { Scenario } from './scenario.ts';
export { matchesPattern, select } from './select.ts';
export { shuffle } from './shuffle.ts';
export type {
  Address,
  Catalog,
  Disco,
  Iq,
  Matrix,
  Offered,
  Probe,
  Raw,
  Step,
} from './steps.ts';
