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

/** The text of a UTF-8 file. @throws ScenarioError where it is not there, or is a folder */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const what = error instanceof Error && 'code' in error ? notAFile[String(error.code)] : undefined;
    if (what === undefined) throw error;
    throw new ScenarioError([{ sentence: `\`${path}\` ${what}; name a file` }]);
  }
}

const notAFile: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  ENOTDIR: 'is not there',
  EISDIR: 'is a folder',
};
