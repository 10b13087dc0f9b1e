import type { Worksheet } from '../target.ts';
import type { Described, TargetDescription } from './description.ts';
import { outsideWords } from './outside.ts';
import { whereSecretIs } from './secrets.ts';

/** What people have to know who tell a described server whom it serves. */
export function worksheetOf(described: Described): Worksheet {
  const { provisioning, accounts } = described.description;
  const { clearances = 'words', attribute, base, instructions } = provisioning ?? {};
  const passwords = passwordsInWords(accounts);
  return {
    clearances,
    ...(attribute !== undefined && { attribute }),
    ...(base !== undefined && { base }),
    ...(passwords !== undefined && { passwords }),
    ...(instructions !== undefined && { instructions }),
    ...outsideWords(described),
  };
}

/** Where a person finds the passwords of the accounts. */
function passwordsInWords(accounts: TargetDescription['accounts']): string | undefined {
  const { password } = accounts ?? {};
  if (password === undefined) return undefined;
  if ('table' in password) return `the one that the table \`${password.table}\` has for the account`;
  return whereSecretIs(password);
}
