import type { ScenarioRecord } from '../harness/record/index.ts';

/** Something that a target lacks, and how many scenarios it cannot be asked for that reason. */
export interface Missing {
  readonly name: string;
  readonly scenarios: number;
  /** Of these, how many lack nothing else. */
  readonly alone: number;
}

/** What unsupported scenarios lack, that which costs most first. A scenario counts for each thing that it lacks. */
export function missingIn(scenarios: readonly ScenarioRecord[]): Missing[] {
  const found = new Map<string, { scenarios: number; alone: number }>();
  for (const scenario of scenarios.filter(({ outcome }) => outcome === 'unsupported')) {
    const names = namesOf(scenario);
    for (const name of names) {
      const before = found.get(name) ?? { scenarios: 0, alone: 0 };
      found.set(name, {
        scenarios: before.scenarios + 1,
        alone: before.alone + (names.size === 1 ? 1 : 0),
      });
    }
  }
  return [...found]
    .map(([name, counts]) => ({ name, ...counts }))
    .toSorted((one, other) => other.scenarios - one.scenarios);
}

/** What a scenario lacks, from its findings: `it lacks verb U, verb Loc and feature rooms (not installed)`. */
function namesOf({ parts, reason }: ScenarioRecord): Set<string> {
  const sentences = parts.flatMap(({ findings }) =>
    findings.flatMap(({ outcome, seen }) => (outcome === 'unsupported' && seen !== undefined ? [seen] : [])),
  );
  const said = sentences.length > 0 ? sentences : [reason ?? 'nothing that it says'];
  return new Set(said.flatMap((sentence) => sentence.replace(/^it lacks /, '').split(between)));
}

// What stands between two names; not what stands in brackets, which says why one is missing
const between = /(?:, | and )(?![^(]*\))/;
