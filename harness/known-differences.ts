import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Expectation, readExpectations } from './expected/index.ts';
import { readText, ScenarioError } from './input/index.ts';
import type { TargetDriver } from './targets/index.ts';

/** A file of known differences, read. `text` is empty where there is none yet. */
export interface KnownDifferences {
  /** As a person standing here writes it. */
  readonly file: string;
  readonly text: string;
}

/**
 * What is known to differ at a target: from the file that its description names, or the one beside its driver.
 *
 * @throws ScenarioError where the file that is named is not there, or does not fit the format.
 */
export function knownDifferencesOf(
  driver: Pick<TargetDriver, 'name' | 'sameAs' | 'expectations'>,
): Expectation[] {
  const { file, text } = expectationsFileOf(driver);
  return readExpectations(text, file);
}

/** The file itself. @throws ScenarioError where the one that is named is not there. */
export function expectationsFileOf({
  name,
  sameAs,
  expectations,
}: Pick<TargetDriver, 'name' | 'sameAs' | 'expectations'>): KnownDifferences {
  const path = expectations ?? builtIn(sameAs ?? name);
  const file = relative(process.cwd(), path);
  if (existsSync(path)) return { file, text: readText(path) };
  if (expectations === undefined) return { file, text: '' };
  throw new ScenarioError([
    {
      sentence: `\`${file}\`, which the description of \`${name}\` names for its expectations, is not there; make it from a run with \`npx cmbac bless RUN --file ${file} --write\`, or take \`expectations\` out`,
    },
  ]);
}

function builtIn(name: string): string {
  return fileURLToPath(new URL(`targets/${name}/expected-failures.yaml`, import.meta.url));
}
