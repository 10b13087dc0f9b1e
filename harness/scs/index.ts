/** Scripts in scansion's language: read, played against a server, judged by what passed, searched for races. Knows no scenario. */
export { loadScripts } from './load.ts';
export type { MatchMode } from './match.ts';
export { parseScript } from './parse.ts';
export { type HashedScript, runScripts } from './run-scripts.ts';
export type { Body, Character, Script, Step, Tag, Warning } from './script.ts';
