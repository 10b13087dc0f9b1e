import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, ScenarioError } from '../input/index.ts';
import { parseScript } from './parse.ts';
import type { HashedScript } from './run-scripts.ts';

/**
 * Reads scripts: files by name, and of a folder those that end in `.scs`, sorted, not those in folders below it.
 *
 * @throws ScenarioError with every mistake of all of them
 */
export function loadScripts(paths: readonly string[]): HashedScript[] {
  const problems: Problem[] = [];
  const scripts = paths.flatMap(filesAt).flatMap((file) => {
    try {
      const text = readFileSync(file, 'utf8');
      return [{ script: parseScript(text, file), hash: createHash('sha256').update(text).digest('hex') }];
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  if (problems.length > 0) throw new ScenarioError(problems);
  return scripts;
}

function filesAt(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined)
    throw new ScenarioError([
      { sentence: `\`${path}\` is not there; name a script (.scs) or a folder of them` },
    ]);
  if (!found.isDirectory()) return [path];
  const files = readdirSync(path)
    .filter((name) => name.endsWith('.scs'))
    .sort()
    .map((name) => join(path, name).replaceAll('\\', '/'));
  if (files.length > 0) return files;
  throw new ScenarioError([{ sentence: `no file in \`${path}\` ends in .scs; name a folder of scripts` }]);
}
