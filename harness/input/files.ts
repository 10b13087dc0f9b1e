import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScenarioError } from './problem.ts';

/** Paths of the YAML files below a folder, relative to it, with `/`, sorted: the same list on every machine. */
export function yamlFilesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/** The text of a UTF-8 file. @throws ScenarioError where it is a folder */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EISDIR')) throw error;
    throw new ScenarioError([{ sentence: `\`${path}\` is a folder; name a file` }]);
  }
}
