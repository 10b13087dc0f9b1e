import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { newLastingAuthority } from '../certificate.ts';
import { EnvironmentFault } from '../target.ts';
import type { TargetDescription } from './description.ts';

/** Where an authority was written. */
export interface MadeAuthority {
  readonly ca: string;
  readonly key: string;
}

/**
 * Makes the certificate authority that a description names, once. `folder`: of the description. `undefined`: it names none, or no file for
 * its key.
 *
 * @throws EnvironmentFault where one of its files is there already, or cannot be written
 */
export async function makeAuthority(
  { id, federation }: Pick<TargetDescription, 'id' | 'federation'>,
  folder: string,
  now = new Date(),
): Promise<MadeAuthority | undefined> {
  if (federation === undefined || !('file' in federation.authority.key)) return undefined;
  const files = {
    ca: resolve(folder, federation.authority.ca),
    key: resolve(folder, federation.authority.key.file),
  };
  const there = Object.values(files).find((file) => existsSync(file));
  if (there !== undefined)
    throw new EnvironmentFault(
      `\`${there}\` is there already, and servers may believe it; nothing was written: take it away if you want another authority`,
    );
  const { ca, key } = await newLastingAuthority(`cmbac, other servers of ${id}, ${now.toISOString()}`, now);
  write(files.key, key, 0o600);
  write(files.ca, ca, 0o644);
  return files;
}

function write(file: string, text: string, mode: number): void {
  try {
    writeFileSync(file, text, { mode, flag: 'wx' });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvironmentFault(
      `\`${file}\` cannot be written (${reason}); see to it that its folder is there`,
    );
  }
}
