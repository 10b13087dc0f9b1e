import { type Expectation, expectationOf } from '../expected/index.ts';
import type { ExpectedRecord, PartRecord, ScenarioRecord } from '../record/index.ts';
import type { Scenario } from '../scenario/index.ts';
import { reasonOf, worst, worstKind } from './verdict.ts';

/**
 * The verdict on a scenario: the worse of its own and its twin's, the worst kind of failure in either, and what the target's
 * expectations say of it. Of several entries that name it, the first counts.
 */
export function reconcile(
  scenario: Pick<Scenario, 'id' | 'file' | 'title' | 'requirements'>,
  parts: readonly PartRecord[],
  expectations: readonly Expectation[] = [],
): ScenarioRecord {
  const { id, file, title, requirements } = scenario;
  const outcome = worst(parts.map((part) => part.outcome));
  const kind = worstKind(parts.flatMap(({ findings }) => findings));
  const part = parts.find((one) => one.outcome === outcome && worstKind(one.findings) === kind);
  const reason = part && reasonOf(part.findings);
  const entry = expectationOf(expectations, scenario);
  return {
    id,
    file,
    title,
    requirements,
    outcome,
    ...(kind && { kind }),
    ...(reason !== undefined && { reason: part?.name === 'twin' ? `in the twin, ${reason}` : reason }),
    ...(entry && { expected: expectedRecord(entry, { outcome, ...(kind && { kind }), parts }) }),
    parts,
  };
}

function expectedRecord(
  { outcome, kind, reason, issue, owner, expires, acceptLeak }: Expectation,
  seen: Pick<ScenarioRecord, 'outcome' | 'kind' | 'parts'>,
): ExpectedRecord {
  return {
    outcome,
    ...(kind && { kind }),
    reason,
    met: isAsExpected({ outcome, ...(kind && { kind }) }, seen),
    ...(issue !== undefined && { issue }),
    owner,
    ...(expires !== undefined && { expires }),
    ...(acceptLeak && { acceptedBy: acceptLeak }),
  };
}

/** Did a scenario come as expected, and to its end? Where the harness is at fault in the rest of it, nobody knows what else there was. */
export function isAsExpected(
  { outcome, kind }: Pick<ExpectedRecord, 'outcome' | 'kind'>,
  seen: Pick<ScenarioRecord, 'outcome' | 'kind' | 'parts'>,
): boolean {
  const isWhole = seen.parts.every(
    (part) => part.outcome !== 'broken' && part.findings.every((finding) => finding.outcome !== 'broken'),
  );
  return isWhole && outcome === seen.outcome && kind === seen.kind;
}

/** Is what came of a part no worse than what is expected of its scenario? */
export function isExpectedPart(
  entry: Expectation | undefined,
  { outcome, findings }: Pick<PartRecord, 'outcome' | 'findings'>,
): boolean {
  if (entry?.outcome !== outcome) return false;
  return entry.kind === undefined || worstKind([{ kind: entry.kind }, ...findings]) === entry.kind;
}

/** Does a record name a difference that is gone? Where only a part of the scenario was played, the other one may have it: then it is met. */
export function isUnexpectedPass({ expected, outcome }: ScenarioRecord): boolean {
  return expected !== undefined && outcome === 'passed' && !expected.met;
}
