import type { YamlPath } from '../../input/index.ts';

/** What a description may name that stands elsewhere. */
export interface Known {
  /** Every domain that scenarios name, the one under test first. */
  readonly domains: readonly string[];
  /** Which of them are other servers; left out: none. */
  readonly peers?: readonly string[];
  /** Which of them are components; left out: none. */
  readonly components?: readonly string[];
  readonly profiles: readonly string[];
}

/** One thing wrong that the schema cannot know: what, then the mend. */
export interface Flaw {
  readonly path: YamlPath;
  readonly sentence: string;
}
