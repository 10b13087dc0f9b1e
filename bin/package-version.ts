import { readFileSync } from 'node:fs';

/** The version of this package, as `--version` and the servers' own answers say it. */
export function packageVersion(): string {
  const value: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const known = typeof value === 'object' && value !== null && 'version' in value;
  return known && typeof value.version === 'string' ? value.version : 'unknown';
}
