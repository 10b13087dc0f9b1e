import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of the YAML files below a folder, relative to it, with `/`, sorted: the same list on every machine. */
export function yamlFilesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/** The text of a UTF-8 file. */
export function readText(path: string): string {
  return readFileSync(path, 'utf8');
}
