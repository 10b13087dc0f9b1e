import { dirname } from 'node:path';
import { Command } from 'commander';
import { makeAuthority } from '../../harness/targets/index.ts';
import { BadInput } from './bad-input.ts';
import { shownFile } from './deployments.ts';
import { describedTarget } from './run-options.ts';

/** `cmbac provision authority`: who signs for the servers that the harness plays beside one that people provision. */
export function authorityCommand(): Command {
  return new Command('authority')
    .summary('make the certificate authority of the servers that the harness plays')
    .description(
      'Make, once, the certificate authority that signs for the servers that the harness plays beside a server that people provision: the files that `federation.authority` names in its description. Nothing is ever overwritten.',
    )
    .argument('<target>', 'a file that describes the server (docs/targets.md)')
    .addHelpText(
      'after',
      `
Exit codes: 0 it is made, 4 a file is there already or cannot be written, 5 the description names none.

Examples:
  $ npx cmbac provision authority lab/alpha.yaml
`,
    )
    .action(async (target: string) => {
      const { description } = describedTarget(target);
      const made = description && (await makeAuthority(description, dirname(target)));
      if (made === undefined)
        throw new BadInput(
          `\`${target}\` names no files for an authority; add \`federation: {listen: …, authority: {ca: cmbac-ca.pem, key: {file: cmbac-ca.key}}}\` to the description`,
        );
      console.log(
        `the authority is in ${shownFile(made.ca)}: let the server believe it; its key is in ${shownFile(made.key)}: let nobody else have it`,
      );
    });
}
