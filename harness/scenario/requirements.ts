import { join } from 'node:path';
import { z } from 'zod';
import {
  keysOf,
  type Problem,
  readText,
  readYaml,
  ScenarioError,
  schemaProblems,
  type YamlFile,
  yamlFilesBelow,
} from '../input/index.ts';

const requirement = z.strictObject({
  id: z.string(),
  source: z.array(z.string()).min(1),
  level: z.string().min(1),
  sentence: z.string().min(10),
  /** What its source says, word for word; where it has several, the first that is quoted. */
  quote: z.string().min(10).optional(),
  /** Faults of the reference server that break it. */
  faults: z.array(z.string()).default([]),
  /** Why no scenario covers it. */
  notCovered: z.string().optional(),
});

const group = z.strictObject({
  group: z.string(),
  title: z.string(),
  requirements: z.array(requirement).min(1),
});

/** One thing that must hold, and the document that says so. */
type Requirement = z.infer<typeof requirement> & { readonly group: string };

/** Requirements of one subject: `C2S-EXIT`. */
export interface RequirementGroup {
  readonly group: string;
  readonly title: string;
  readonly requirements: readonly Requirement[];
}

/**
 * Read every group of `scenarios/requirements`.
 *
 * @throws ScenarioError when a file does not fit the format, an id stands twice, or outside its group (the id without
 * its last number).
 */
export function loadRequirements(folder: string): RequirementGroup[] {
  const problems: Problem[] = [];
  const seen = new Map<string, string>();
  const groups = yamlFilesBelow(folder).flatMap((path) => {
    const read = readGroup(join(folder, path), seen);
    problems.push(...read.problems);
    return read.group ? [read.group] : [];
  });
  if (problems.length > 0) throw new ScenarioError(problems);
  return groups;
}

/** `C2S-EXIT` of `C2S-EXIT-02`. */
export function groupOf(id: string): string {
  return id.replace(/-\d+$/, '');
}

function readGroup(
  file: string,
  seen: Map<string, string>,
): { group?: RequirementGroup; problems: Problem[] } {
  try {
    const yaml = readYaml(readText(file), file);
    const checked = group.safeParse(yaml.value);
    if (!checked.success) return { problems: schemaProblems(yaml, checked.error.issues, keysOf(group)) };
    const { data } = checked;
    const requirements = data.requirements.map((entry) => ({ ...entry, group: data.group }));
    return { group: { ...data, requirements }, problems: idProblems(yaml, data, seen) };
  } catch (error) {
    if (error instanceof ScenarioError) return { problems: [...error.problems] };
    throw error;
  }
}

function idProblems(yaml: YamlFile, data: z.infer<typeof group>, seen: Map<string, string>): Problem[] {
  return data.requirements.flatMap(({ id }, index) => {
    const path = ['requirements', index, 'id'];
    const first = seen.get(id);
    seen.set(id, first ?? yaml.file);
    if (first !== undefined)
      return [yaml.problem(path, `\`${id}\` is already in ${first}; give one of them a new number`)];
    if (groupOf(id) === data.group && id !== data.group) return [];
    return [
      yaml.problem(
        path,
        `\`${id}\` is not of group \`${data.group}\`; name it \`${data.group}-…\` or move it`,
      ),
    ];
  });
}
