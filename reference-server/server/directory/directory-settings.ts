import { readFileSync } from 'node:fs';
import { FilterParser } from 'ldapts';
import type { Config } from '../config.ts';
import { ConfigError } from '../config.ts';
import type { DirectoryFile } from './directory-schema.ts';
import { filterForAll } from './filter.ts';

/** A directory's configuration with everything read that it names. */
export interface DirectorySettings extends DirectoryFile {
  /** The domains whose users it has; the first one is that of names without a domain. */
  readonly domains: readonly [string, ...string[]];
  /** Of `bindDn`. */
  readonly password: string;
  /** PEM; `undefined`: the authorities of the system. */
  readonly authority: string | undefined;
}

/** `undefined`: there is none. @throws ConfigError when a file or variable cannot be read, or the filter is none. */
export function readDirectorySettings(
  { directory, placeOf }: Pick<Config, 'directory' | 'placeOf'>,
  domains: DirectorySettings['domains'],
): DirectorySettings | undefined {
  if (directory === undefined) return undefined;
  const problem = (key: string, sentence: string): ConfigError =>
    new ConfigError(`${placeOf(['directory', key])}: ${sentence}`);
  const { passwordFile, passwordEnv, ca } = directory;
  const read = (key: string, file: string): string => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      throw problem(key, `\`${file}\` cannot be read; name a file that this server may read`);
    }
  };
  const password =
    passwordFile === undefined
      ? (process.env[passwordEnv ?? ''] ?? '')
      : read('passwordFile', passwordFile).replace(/\r?\n$/, '');
  if (password === '')
    throw problem(
      passwordFile === undefined ? 'passwordEnv' : 'passwordFile',
      'there is no password in it; a directory takes an empty one for nobody at all',
    );
  try {
    FilterParser.parseString(filterForAll(directory.filter, domains[0]));
  } catch {
    throw problem('filter', 'this is no filter of RFC 4515; write one as in (uid={user})');
  }
  const authority = ca === undefined ? undefined : read('ca', ca);
  return { ...directory, domains, password, authority };
}
