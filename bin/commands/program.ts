import { Command, CommanderError } from 'commander';
import { ScenarioError } from '../../harness/input/index.ts';
import { visible } from '../../harness/record/index.ts';
import { EnvironmentFault } from '../../harness/targets/index.ts';
import { FaultError } from '../../reference-server/enforcement/index.ts';
import { packageVersion } from '../package-version.ts';
import { areasCommand } from './areas.ts';
import { BadInput } from './bad-input.ts';
import { blessCommand } from './bless.ts';
import { checkCommand } from './check.ts';
import { coverageCommand } from './coverage.ts';
import { diffCommand } from './diff.ts';
import { exitCodeHelp, exitCodes } from './exit-codes.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { imagesCommand } from './images.ts';
import { judgeCommand } from './judge.ts';
import { listCommand } from './list.ts';
import { lockCommand } from './lock.ts';
import { matrixCommand } from './matrix.ts';
import { mergeCommand } from './merge.ts';
import { proveCommand } from './prove.ts';
import { provisionCommand } from './provision.ts';
import { reportCommand } from './report.ts';
import { runCommand } from './run.ts';
import { scsCommand } from './scs.ts';
import { targetCommand } from './target.ts';

/**
 * Run `cmbac` with these arguments.
 *
 * Whatever a person did wrong is answered by one sentence on stderr; a stack trace is shown for our own mistakes only.
 * @returns the exit code.
 */
export async function main(args: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.holds;
  // `cmbac list | head`: the reader has what it wanted
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCode);
    throw error;
  });
  try {
    await program((code) => (exitCode = code)).parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error);
  }
}

/** The command line, ready to parse; `end` is told the exit code. */
export function program(end: (exitCode: number) => void): Command {
  const cmbac = new Command('cmbac')
    .description(
      'Test an XMPP server that enforces security labels, and prove each verdict by what was on the wire.',
    )
    .version(packageVersion(), '-V, --version')
    .addHelpText(
      'after',
      `${exitCodeHelp}
Examples:
  $ npx cmbac run                        the whole suite against the reference server
  $ npx cmbac run 'exit/**' --target prosody
  $ npx cmbac explain exit/recipient-not-cleared
`,
    );
  for (const command of [
    runCommand(end),
    scsCommand(end),
    matrixCommand(end),
    mergeCommand(end),
    reportCommand(),
    diffCommand(end),
    proveCommand(end),
    provisionCommand(end),
    listCommand(),
    coverageCommand(),
    judgeCommand(end),
    explainCommand(),
    exportCommand(end),
    blessCommand(),
    lockCommand(),
    checkCommand(),
    targetCommand(end),
    areasCommand(end),
    imagesCommand(),
  ])
    cmbac.addCommand(command);
  for (const command of withSubcommands(cmbac)) command.exitOverride().showSuggestionAfterError();
  cmbac.showHelpAfterError('`npx cmbac --help` lists the commands');
  return cmbac;
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

function report(error: unknown): number {
  // Commander has said it already: help and version are no errors
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.holds : exitCodes.input;
  if (error instanceof BadInput || error instanceof ScenarioError || error instanceof FaultError) {
    console.error(visible(error.message));
    return exitCodes.input;
  }
  if (error instanceof EnvironmentFault) {
    console.error(visible(error.message));
    return exitCodes.environment;
  }
  if (isOfThisMachine(error)) {
    console.error(`${error.message}; mend that on this machine, then run it again`);
    return exitCodes.environment;
  }
  console.error('this is a mistake in cmbac, not in your server or files; please report it with these lines');
  console.error(error);
  return exitCodes.environment;
}

/** A full disk, a file that may not be read: nothing that is wrong in what was asked, and nothing of ours. */
function isOfThisMachine(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && machineCodes.has(String(error.code));
}

const machineCodes = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EMFILE', 'EIO']);
