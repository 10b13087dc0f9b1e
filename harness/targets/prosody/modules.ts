import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a module of ours below Prosody's own folder, in the folder that `plugin_paths` names. */
export function writeModule(folder: string, name: string, text: string): void {
  const modules = join(folder, 'modules');
  mkdirSync(modules, { recursive: true });
  writeFileSync(join(modules, `mod_${name}.lua`), text);
}
