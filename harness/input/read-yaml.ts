import { isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { type Problem, ScenarioError } from './problem.ts';

/** Where a value stands: keys and indexes from the top. */
export type YamlPath = readonly (string | number)[];

/** A YAML file as a plain value that remembers where each part of it stands. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  /** A problem at that path, or at its nearest ancestor that is there; with `key`, at that key of it. */
  readonly problem: (path: YamlPath, sentence: string, key?: string) => Problem;
}

/**
 * Read one YAML 1.2 document in the core schema: `no` is a word, `on` is a word. A key written twice is an error, and so
 * is an alias: what a file says stands where it is said.
 *
 * @throws ScenarioError naming every place that does not parse.
 */
export function readYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    prettyErrors: false,
    lineCounter: lines,
  });
  const at = (offset: number, sentence: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { place: { file, line, column: col }, sentence };
  };
  if (document.errors.length > 0) {
    throw new ScenarioError(document.errors.map((error) => at(error.pos[0], yamlSentence(error))));
  }
  const aliases: Problem[] = [];
  visit(document, {
    Alias: (_, alias) => {
      aliases.push(
        at(
          rangeStart(alias),
          `alias \`*${alias.source}\` is not understood here; write out what it stands for`,
        ),
      );
    },
  });
  if (aliases.length > 0) throw new ScenarioError(aliases);
  const problem = (path: YamlPath, sentence: string, key?: string): Problem =>
    at(offsetOf(document.contents, path, key), sentence);
  return { file, value: document.toJS(), problem };
}

function yamlSentence(error: { code: string; message: string }): string {
  if (error.code === 'DUPLICATE_KEY') return 'this key is written twice; keep one of them';
  if (error.code === 'BLOCK_IN_FLOW') return "not YAML: in brackets, `-` begins a list; write it as `'-'`";
  if (error.code === 'MULTIPLE_DOCS') return 'a second document begins here; keep one in the file';
  const message = error.message.charAt(0).toLowerCase() + error.message.slice(1);
  return `not YAML: ${message}; mend the syntax here`;
}

/** The offset of the deepest part of `path` that is there: a map's value is shown by its key. */
function offsetOf(top: unknown, path: YamlPath, key: string | undefined): number {
  let node = top;
  let offset = rangeStart(top);
  for (const part of key === undefined ? path : [...path, key]) {
    const next = childAt(node, part);
    if (next === undefined) break;
    ({ node, offset } = next);
  }
  return offset;
}

function childAt(node: unknown, part: string | number): { node: unknown; offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
    return pair && { node: pair.value, offset: rangeStart(pair.key) };
  }
  const items: unknown =
    typeof node === 'object' && node !== null && 'items' in node ? node.items : undefined;
  if (!Array.isArray(items) || typeof part !== 'number' || part >= items.length) return undefined;
  const item: unknown = items[part];
  return { node: item, offset: rangeStart(item) };
}

function rangeStart(node: unknown): number {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return 0;
  const start: unknown = node.range[0];
  return typeof start === 'number' ? start : 0;
}
