import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { verbs } from '../../fixtures/index.ts';
import { didYouMean, type YamlPath } from '../../input/index.ts';
import { features } from '../features.ts';
import type { TargetDriver } from '../target.ts';
import type { TargetDescription } from './description.ts';
import { type Described } from './load.ts';

/** What a description may name that stands elsewhere. */
export interface Known {
  /** Every domain that scenarios name, the one under test first. */
  readonly domains: readonly string[];
  readonly profiles: readonly string[];
}

/** One thing wrong that the schema cannot know. */
interface Flaw {
  readonly path: YamlPath;
  readonly sentence: string;
  /** At this key of it. */
  readonly key?: string;
}
