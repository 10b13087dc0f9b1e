import { exitCode, isAsExpected, worst, worstKind } from './judge/index.ts';
import type { PartRecord, RunRecord, ScenarioRecord } from './record/index.ts';

/**
 * What in a record does not follow from what was found, in a few words; `undefined`: all of it does. A record is a file that anybody can
 * edit, and what is read off it (a verdict, an exit code) must be what its findings say.
 */
export function contradictionIn(run: RunRecord): string | undefined {
  const contradiction = run.scenarios
    .map((scenario) => inScenario(scenario, run))
    .find((one) => one !== undefined);
  if (contradiction !== undefined) return contradiction;
  const code = exitCode(run.scenarios, run.staleExpectations, run.debt);
  return code === run.exitCode
    ? undefined
    : `the run ends with ${run.exitCode}, and what was found with ${code}`;
}

function inScenario(scenario: ScenarioRecord, { deployment }: RunRecord): string | undefined {
  const { id, outcome, kind, parts, expected } = scenario;
  const part = parts.find((one) => !followsFromFindings(one));
  if (part !== undefined) return `\`${id}\` (${part.name}) is ${part.outcome}, and its findings are not`;
  const found = parts.length === 0 ? outcome : worst(parts.map((one) => one.outcome));
  if (found !== outcome) return `\`${id}\` is ${outcome}, and its parts are ${found}`;
  const foundKind = parts.length === 0 ? kind : worstKind(parts.flatMap(({ findings }) => findings));
  if (foundKind !== kind)
    return `\`${id}\` is of the kind ${kind ?? 'none'}, and its findings of ${foundKind ?? 'none'}`;
  // On one of several deployments the part that differs may be played on another
  const isElsewhere = deployment !== undefined && deployment.of > 1 && outcome === 'passed';
  const isMet = expected === undefined || isAsExpected(expected, scenario);
  if (expected?.met === true && !isMet && !isElsewhere)
    return `\`${id}\` is said to be as expected, and is not`;
  return undefined;
}

/** Where nothing was found, the harness has to have been at fault; by itself nothing is shown. */
function followsFromFindings({ outcome, findings }: PartRecord): boolean {
  const isUnplayed = findings.length === 0 && outcome === 'broken';
  return isUnplayed || worst(findings.map((one) => one.outcome)) === outcome;
}
