import { Command, CommanderError } from 'commander';
import {
  ConfigError,
  EndpointError,
  FaultError,
  ProvisionError,
} from '../../reference-server/server/index.ts';
import { packageVersion } from '../package-version.ts';
import { serveCommand } from './serve.ts';

/**
 * Run `cmbac-server` with these arguments: one sentence on stderr for what a person can mend, a stack trace for our own
 * mistakes only.
 *
 * @returns the exit code.
 */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command('cmbac-server')
    .description('The reference XMPP server: enforces security labels, and can be broken on purpose.')
    .version(packageVersion(), '-V, --version')
    .addHelpText('after', help)
    .addCommand(serveCommand());
  for (const command of [program, ...program.commands]) command.exitOverride().showSuggestionAfterError();
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return report(error);
  }
}

const help = `
Exit codes:
  0  stopped in good order
  4  this machine is at fault: an address is in use, say
  5  the command or a file it reads is wrong

Examples:
  $ npx cmbac-server serve                       a demo deployment: accounts and ports are printed
  $ npx cmbac-server serve --config server.yaml  your own (docs/configuration.md)
`;

function report(error: unknown): number {
  // Commander has said it already: help and version are no errors
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 5;
  if (error instanceof EndpointError) {
    console.error(error.message);
    return 4;
  }
  if (error instanceof ConfigError || error instanceof ProvisionError || error instanceof FaultError) {
    console.error(error.message);
    return 5;
  }
  console.error('this is a mistake in cmbac-server; please report it with these lines');
  console.error(error);
  return 4;
}
