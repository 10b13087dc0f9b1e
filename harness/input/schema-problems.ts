import { z } from 'zod';
import { didYouMean } from './near.ts';
import type { Problem } from './problem.ts';
import type { YamlFile, YamlPath } from './read-yaml.ts';

type Issue = z.core.$ZodIssue;

/** What a zod schema found wrong in a file, in sentences at their places. `keys`: every key that the format has. */
export function schemaProblems(yaml: YamlFile, issues: readonly Issue[], keys: readonly string[]): Problem[] {
  return issues.flatMap((issue) => problemsOf(yaml, issue, [], keys));
}

/** Every key that a format has anywhere: what a mistyped one may have meant. */
export function keysOf(schema: z.ZodType): string[] {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const entries: [string, unknown][] = Object.entries(node);
    for (const [name, value] of entries) {
      if (name === 'properties' && typeof value === 'object' && value !== null) {
        for (const key of Object.keys(value)) found.add(key);
      }
      walk(value);
    }
  };
  walk(z.toJSONSchema(schema, { io: 'input' }));
  return [...found];
}

function problemsOf(yaml: YamlFile, issue: Issue, above: YamlPath, keys: readonly string[]): Problem[] {
  const path = [...above, ...pathOf(issue.path)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(yaml, path, key, keys));
    case 'invalid_union':
      return problemsOfUnion(yaml, issue, path, keys);
    case 'invalid_key':
      return [yaml.problem(path, `\`${String(path.at(-1))}\`: ${firstMessage(issue)}; rename it`)];
    case 'invalid_type':
      return [yaml.problem(path, typeSentence(issue, path))];
    case 'invalid_value':
      return [
        yaml.problem(path, `${where(path)} must be one of ${issue.values.map(String).join(', ')}; pick one`),
      ];
    case 'invalid_format':
      return [yaml.problem(path, `${where(path)} is malformed: ${lower(issue.message)}; rewrite it`)];
    case 'too_small':
      return [yaml.problem(path, `${where(path)} is too short: at least ${String(issue.minimum)}; say more`)];
    case 'too_big':
    case 'not_multiple_of':
    case 'invalid_element':
    case 'custom':
      return [yaml.problem(path, `${where(path)}: ${lower(issue.message)}; mend the value`)];
  }
}

/** Of a union, the alternative that the writer seems to have meant; else what every alternative would have asked for. */
function problemsOfUnion(
  yaml: YamlFile,
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: YamlPath,
  keys: readonly string[],
): Problem[] {
  // What tells the alternatives apart names none of them
  if (issue.errors.length === 0)
    return [yaml.problem(path, `${where(path)} must be ${issue.message}; pick one`)];
  const meant = issue.errors.find((alternative) => alternative.every((inner) => !isMisfit(inner)));
  if (meant) return meant.flatMap((inner) => problemsOf(yaml, inner, path, keys));
  const inside = issue.errors.flat();
  const unknown = inside.find((inner) => inner.code === 'unrecognized_keys' && inner.path.length === 0);
  if (unknown?.code === 'unrecognized_keys') {
    const asked = inside.flatMap((inner) => (inner.path.length === 1 ? pathOf(inner.path).map(String) : []));
    return unknown.keys
      .filter((key, _, all) => all.length === 1 || !asked.includes(key))
      .map((key) => unknownKey(yaml, path, key, [...new Set(asked)]));
  }
  const expected = inside.flatMap((inner) => (inner.code === 'invalid_type' ? [inner.expected] : []));
  const kinds = [...new Set(expected)].join(' or ');
  return [
    yaml.problem(path, `${where(path)} must be ${kinds === '' ? 'something else' : kinds}; rewrite it`),
  ];
}

/** Does this say that the value was never meant for that alternative? */
function isMisfit(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'unrecognized_keys' || issue.code === 'invalid_type');
}

function unknownKey(yaml: YamlFile, path: YamlPath, key: string, keys: readonly string[]): Problem {
  const sentence = keys.includes(key)
    ? `\`${key}\` does not belong here; take it out, or put it where it does`
    : `unknown key \`${key}\`; ${didYouMean(key, keys)}`;
  return yaml.problem(path, sentence, key);
}

function typeSentence(issue: Extract<Issue, { code: 'invalid_type' }>, path: YamlPath): string {
  return issue.message.endsWith('received undefined')
    ? `\`${String(path.at(-1))}\` is missing; add it`
    : `${where(path)} must be ${issue.expected}; rewrite it`;
}

function firstMessage(issue: Extract<Issue, { code: 'invalid_key' }>): string {
  return lower(issue.issues[0]?.message ?? issue.message);
}

function where(path: YamlPath): string {
  const key = path.findLast((part) => typeof part === 'string');
  return key === undefined ? 'the file' : `\`${key}\``;
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function pathOf(path: readonly PropertyKey[]): (string | number)[] {
  return path.map((part) => (typeof part === 'symbol' ? String(part) : part));
}
