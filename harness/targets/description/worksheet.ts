import type { Worksheet } from '../target.ts';
import type { TargetDescription } from './description.ts';

/** What people have to know who tell a described server whom it serves. */
export function worksheetOf({ provisioning, accounts }: TargetDescription): Worksheet {
  const { clearances = 'words', attribute, base, instructions } = provisioning ?? {};
  const passwords = passwordsInWords(accounts);
  return {
    clearances,
    ...(attribute !== undefined && { attribute }),
    ...(base !== undefined && { base }),
    ...(passwords !== undefined && { passwords }),
    ...(instructions !== undefined && { instructions }),
  };
}

/** Where a person finds the passwords of the accounts. */
function passwordsInWords(accounts: TargetDescription['accounts']): string | undefined {
  const { password } = accounts ?? {};
  if (password === undefined) return undefined;
  if ('table' in password) return `the one that the table \`${password.table}\` has for the account`;
  return 'env' in password
    ? `what the environment variable \`${password.env}\` holds`
    : `what the file \`${password.file}\` holds`;
}
