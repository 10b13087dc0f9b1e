import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type ConfigFile, configSchema } from './config-schema.ts';
import type { DirectoryFile } from './directory/directory-schema.ts';
import type { FederationFile } from './federation/federation-schema.ts';

/** A configuration file that cannot be used: one sentence a problem, each with file, line and mend. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** A checked configuration; paths are absolute, taken from the file's own folder. */
export type Config = ConfigFile & {
  readonly file: string;
  /** `file:line:column` of a key, for an error that is found later. */
  readonly placeOf: (path: readonly PropertyKey[]) => string;
};

/** @throws ConfigError with every problem that was found, one a line. */
export function readConfig(file: string): Config {
  const text = readText(file);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2' });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const { line, col } = lines.linePos(broken.pos[0]);
    throw new ConfigError(`${file}:${line}:${col}: this is not YAML: ${broken.message.split('\n')[0] ?? ''}`);
  }
  const checked = configSchema.safeParse(document.toJS());
  if (checked.success) return { ...withPaths(checked.data, file), file, placeOf };
  const problems = checked.error.issues.map((issue) => `${placeOf(issue.path)}: ${sentence(issue)}`);
  throw new ConfigError(problems.join('\n'));

  function placeOf(path: readonly PropertyKey[]): string {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const node: unknown = document.getIn(path.slice(0, depth), true);
      const range = rangeOf(node);
      if (range === undefined) continue;
      const { line, col } = lines.linePos(range);
      return `${file}:${line}:${col}`;
    }
    return `${file}:1:1`;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError(
      `${file}: there is no such file, or it cannot be read; give --config the path of a YAML file`,
    );
  }
}

function withPaths(config: ConfigFile, file: string): ConfigFile {
  const from = (path: string): string => resolve(dirname(file), path);
  return {
    ...config,
    tls: { certificate: from(config.tls.certificate), key: from(config.tls.key) },
    store: config.store === ':memory:' ? config.store : from(config.store),
    audit: config.audit === 'none' ? config.audit : from(config.audit),
    ...(config.directory && { directory: directoryPaths(config.directory, from) }),
    ...(config.federation && { federation: federationPaths(config.federation, from) }),
  };
}

function federationPaths(federation: FederationFile, from: (path: string) => string): FederationFile {
  const { ca } = federation;
  return { ...federation, ...(ca !== undefined && { ca: from(ca) }) };
}

function directoryPaths(directory: DirectoryFile, from: (path: string) => string): DirectoryFile {
  const { ca, passwordFile } = directory;
  return {
    ...directory,
    ...(ca !== undefined && { ca: from(ca) }),
    ...(passwordFile !== undefined && { passwordFile: from(passwordFile) }),
  };
}

function sentence(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? 'the file' : `\`${issue.path.map(String).join('.')}\``;
  if (issue.code === 'unrecognized_keys') {
    return `${where} has no \`${issue.keys.join('`, `')}\`; docs/configuration.md lists what there is`;
  }
  return isMissing(issue)
    ? `${where} is missing; docs/configuration.md says what it is`
    : `${where}: ${mend(issue)}`;
}

/** Nothing stands there, whatever might have. */
function isMissing(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'invalid_union') return issue.errors.every((each) => each.some(isMissing));
  return issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
}

/** What to write instead. */
function mend(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `write ${kinds[issue.expected] ?? issue.expected} here`;
    case 'invalid_value':
      return `write one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `write ${issue.inclusive === true ? 'at least' : 'more than'} ${issue.minimum}`
        : issue.message.startsWith('Too small')
          ? 'write something here'
          : issue.message;
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message;
    case 'too_big':
      return `write at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

/** What zod expects, as one who writes YAML says it. */
const kinds: Readonly<Record<string, string>> = {
  object: 'keys with values',
  record: 'keys with values',
  string: 'text (a number in quotes)',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
};

function rangeOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  const { range } = node;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined;
}
