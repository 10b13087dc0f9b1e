import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from './engine.ts';

const file = 'engine';

/** Notes in a server's folder which engine runs it: whoever finds the folder left behind knows where to look for more. */
export function markEngine(folder: string, { address }: Engine): void {
  writeFileSync(join(folder, file), address);
}

/** The address of the engine that was noted there; `undefined`: none was. */
export function engineUsedFrom(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch {
    return undefined;
  }
}
