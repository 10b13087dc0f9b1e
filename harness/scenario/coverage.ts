import type { RequirementRecord } from '../record/index.ts';
import type { RequirementGroup } from './requirements.ts';
import type { Scenario } from './scenario.ts';

/** How much of one group the scenarios cover. `total = covered + excused + missing`. */
export interface GroupCoverage {
  readonly group: string;
  readonly title: string;
  readonly total: number;
  /** Named by at least one scenario. */
  readonly covered: number;
  /** Not covered, and the requirement says why. */
  readonly excused: number;
  /** Ids that nobody covers or excuses. */
  readonly missing: readonly string[];
}

/** Coverage of each group by these scenarios. */
export function coverage(groups: readonly RequirementGroup[], scenarios: readonly Scenario[]): GroupCoverage[] {
  const named = new Set(scenarios.flatMap((scenario) => scenario.requirements));
  return groups.map(({ group, title, requirements }) => {
    const open = requirements.filter(({ id }) => !named.has(id));
    const missing = open.filter(({ notCovered }) => notCovered === undefined).map(({ id }) => id);
    const covered = requirements.length - open.length;
    return { group, title, total: requirements.length, covered, excused: open.length - missing.length, missing };
  });
}

/** The requirements as a run's record has them: each with the scenarios that name it. */
export function requirementRecords(
  groups: readonly RequirementGroup[],
  scenarios: readonly Pick<Scenario, 'id' | 'requirements'>[],
): RequirementRecord[] {
  return groups.flatMap(({ requirements }) =>
    requirements.map(({ id, group, level, sentence, source, notCovered }) => ({
      id,
      group,
      level,
      sentence,
      source: source.join('; '),
      scenarios: scenarios.filter((one) => one.requirements.includes(id)).map((one) => one.id),
      ...(notCovered !== undefined && { notCovered }),
    })),
  );
}
