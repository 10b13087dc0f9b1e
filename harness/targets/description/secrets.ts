import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EnvironmentFault } from '../target.ts';
import type { Secret } from './description.ts';

/** What a description says only the place of. Read when it is needed, and kept nowhere. @throws EnvironmentFault where it is not there */
export function readSecret(secret: Secret, folder: string, what: string): string {
  if ('file' in secret) return readLine(resolve(folder, secret.file), what);
  const value = process.env[secret.env];
  if (value !== undefined && value !== '') return value;
  throw new EnvironmentFault(
    `the environment variable \`${secret.env}\` is not set, which holds ${what}; set it, or name another place in the description`,
  );
}

/** Where it is, for people. */
export function whereSecretIs(secret: Secret): string {
  return 'env' in secret
    ? `what the environment variable \`${secret.env}\` holds`
    : `what the file \`${secret.file}\` holds`;
}

/** The text of a file without the line end. @throws EnvironmentFault where it cannot be read, or is empty */
function readLine(file: string, what: string): string {
  const text = readSecretFile(file, what).replace(/\r?\n$/, '');
  if (text !== '') return text;
  throw new EnvironmentFault(`\`${file}\` is empty, and should hold ${what}; write it there`);
}

/** @throws EnvironmentFault where it cannot be read */
export function readSecretFile(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new EnvironmentFault(
      `\`${file}\` cannot be read, which should hold ${what}; write it there, or name another place in the description`,
    );
  }
}
