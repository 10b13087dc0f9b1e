import { EnvironmentFault } from '../target.ts';
import { readSecretFile } from './secrets.ts';

/**
 * The passwords of a file with a line `account,password` each: what comes after the first comma is the password; empty lines, and those that
 * begin with `#`, say nothing. Accounts of the first domain stand there with or without it.
 *
 * @throws EnvironmentFault naming the file and the line, never what stands in it
 */
export function readPasswordTable(file: string): ReadonlyMap<string, string> {
  const passwords = new Map<string, string>();
  for (const [index, text] of readSecretFile(file, 'the passwords of the accounts')
    .split(/\r?\n/)
    .entries()) {
    if (text.trim() === '' || text.startsWith('#')) continue;
    const [, account = '', password = ''] = /^([^,]+),(.+)$/.exec(text) ?? [];
    if (account === '')
      throw new EnvironmentFault(`${file}:${index + 1}: not a line \`account,password\`; write it so`);
    if (passwords.has(account.trim()))
      throw new EnvironmentFault(`${file}:${index + 1}: \`${account}\` is there twice; keep one of them`);
    passwords.set(account.trim(), password);
  }
  return passwords;
}
