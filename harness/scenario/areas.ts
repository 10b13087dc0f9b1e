import { z } from 'zod';
import { didYouMean, keysOf, readText, readYaml, ScenarioError, schemaProblems } from '../input/index.ts';
import type { AreaRecord } from '../record/index.ts';

const areas = z
  .array(
    z.strictObject({
      area: z.string().min(3),
      scenarios: z.array(z.string()).min(1),
      unmeasured: z.string().min(20).optional(),
    }),
  )
  .min(1);

/**
 * Read the areas of a file.
 *
 * @throws ScenarioError when it does not fit the format, or names a scenario that is not among `ids`.
 */
export function loadAreas(file: string, ids: readonly string[]): readonly AreaRecord[] {
  const yaml = readYaml(readText(file), file);
  const checked = areas.safeParse(yaml.value);
  if (!checked.success)
    throw new ScenarioError(schemaProblems(yaml, checked.error.issues, keysOf(areas.element)));
  const unknown = checked.data.flatMap(({ scenarios }, index) =>
    scenarios.flatMap((id, at) =>
      ids.includes(id)
        ? []
        : [yaml.problem([index, 'scenarios', at], `there is no scenario \`${id}\`; ${didYouMean(id, ids)}`)],
    ),
  );
  if (unknown.length > 0) throw new ScenarioError(unknown);
  return checked.data;
}
