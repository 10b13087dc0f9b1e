import type { RequirementRecord } from '../record/index.ts';
import type { RequirementGroup } from './requirements.ts';
import type { Scenario } from './scenario.ts';

/** The requirements as a run's record has them: each with the scenarios that name it. */
export function requirementRecords(
  groups: readonly RequirementGroup[],
  scenarios: readonly Pick<Scenario, 'id' | 'requirements'>[],
): RequirementRecord[] {
  return groups.flatMap(({ requirements }) =>
    requirements.map(({ id, group, level, sentence, source, quote, notCovered }) => ({
      id,
      group,
      level,
      sentence,
      source: source.join('; '),
      ...(quote !== undefined && { quote }),
      scenarios: scenarios.filter((one) => one.requirements.includes(id)).map((one) => one.id),
      ...(notCovered !== undefined && { notCovered }),
    })),
  );
}
