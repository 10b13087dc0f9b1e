import { provisionFlaw, type Vocabulary } from '../fixtures/index.ts';
import type { YamlPath } from '../input/index.ts';

/** Something that the schema cannot see. */
export interface Flaw {
  readonly path: YamlPath;
  /** What is wrong; the mend. */
  readonly sentence: string;
}

/** Flaws of a provision map, at most one a verb. */
export function provisionFlaws(
  provision: Readonly<Record<string, unknown>>,
  path: YamlPath,
  vocabulary: Vocabulary,
): Flaw[] {
  return Object.entries(provision).flatMap(([verb, value]) => {
    const sentence = provisionFlaw(verb, value, vocabulary);
    return sentence === undefined ? [] : [{ path: [...path, verb], sentence }];
  });
}
