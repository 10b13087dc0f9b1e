import { Command, CommanderError } from 'commander';
import {
  ConfigError,
  EndpointError,
  FaultError,
  ProvisionError,
} from '../../reference-server/server/index.ts';
import { RequestError } from '../../reference-server/tools/index.ts';
import { packageVersion } from '../package-version.ts';
import { clearanceCommand } from './clearance.ts';
import { decideCommand } from './decide.ts';
import { labelCommand } from './label.ts';
import { mapCommand } from './map.ts';
import { markCommand } from './mark.ts';
import { policyCommand } from './policy.ts';
import { serveCommand } from './serve.ts';
import { spifCommand } from './spif.ts';
import type { End } from './tool-report.ts';

/**
 * Run `cmbac-server` with these arguments: one sentence on stderr for what a person can mend, a stack trace for our own
 * mistakes only.
 *
 * @returns the exit code.
 */
export async function main(args: readonly string[]): Promise<number> {
  // `cmbac-server spif show policy.xml | head`: the reader has what it wanted
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  let exitCode = 0;
  try {
    await program((code) => (exitCode = code)).parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error);
  }
}

function program(end: End): Command {
  const server = new Command('cmbac-server')
    .description('The reference XMPP server: enforces security labels, and can be broken on purpose.')
    .version(packageVersion(), '-V, --version')
    .addHelpText('after', help)
    .addCommand(serveCommand());
  const tools = [labelCommand, clearanceCommand, decideCommand, markCommand, mapCommand, spifCommand];
  for (const tool of tools) server.addCommand(tool(end));
  server.addCommand(policyCommand());
  tellMistakes(server, 'cmbac-server');
  return server;
}

/** A mistake in the arguments of a command, at whatever depth, is thrown and not a sudden end. */
function tellMistakes(command: Command, path: string): void {
  command.exitOverride().showSuggestionAfterError();
  if (command.commands.length > 0) command.showHelpAfterError(`\`npx ${path} --help\` lists the commands`);
  for (const inner of command.commands) tellMistakes(inner, `${path} ${inner.name()}`);
}

const help = `
Exit codes:
  0  stopped in good order; a tool: yes
  1  a tool: no (denied, not valid, no equivalent)
  4  this machine is at fault: an address is in use, say
  5  the command or a file it reads is wrong

Examples:
  $ npx cmbac-server serve                       a demo deployment: accounts and ports are printed
  $ npx cmbac-server serve --config server.yaml  your own (docs/configuration.md)
  $ npx cmbac-server decide --spif policy.xml --label label.xml --clearance clearance.xml
`;

function report(error: unknown): number {
  // Commander has said it already: help and version are no errors
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 5;
  if (error instanceof EndpointError) {
    console.error(error.message);
    return 4;
  }
  if (
    error instanceof ConfigError ||
    error instanceof ProvisionError ||
    error instanceof FaultError ||
    error instanceof RequestError
  ) {
    console.error(error.message);
    return 5;
  }
  console.error('this is a mistake in cmbac-server; please report it with these lines');
  console.error(error);
  return 4;
}
