import { once } from 'node:events';
import { Command, InvalidArgumentError } from 'commander';
import { FaultError, faultTable, type Serving, serve } from '../../reference-server/server/index.ts';
import { packageVersion } from '../package-version.ts';

interface ServeFlags {
  readonly config?: string;
  readonly faults: readonly string[];
  readonly iKnowThisIsUnsafe?: boolean;
}

/** `cmbac-server serve`: runs until it is told to stop. */
export function serveCommand(): Command {
  return new Command('serve')
    .description(
      'Run the server. Without --config: a demo deployment with policy HARNESS-A on free loopback ports.',
    )
    .option('-c, --config <file>', 'YAML configuration file')
    .option('--faults <names>', 'break these checks on purpose, comma-separated', readNames, [])
    .option('--i-know-this-is-unsafe', 'needed with --faults: a broken server lets secrets out')
    .addHelpText('after', help())
    .action(async (flags: ServeFlags) => {
      refuseUnlessMeant(flags);
      const { config, faults } = flags;
      const log = (line: string): void => {
        console.error(line);
      };
      const serving = await serve({
        faults,
        version: packageVersion(),
        log,
        ...(config === undefined ? {} : { config }),
      });
      // Before it is announced: who hears that it runs may stop it at once
      const told = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
      announce(serving, faults);
      await told;
      await serving.running.stop();
    });
}

function refuseUnlessMeant({ faults, iKnowThisIsUnsafe }: ServeFlags): void {
  if (faults.length > 0 && iKnowThisIsUnsafe !== true) {
    throw new FaultError(
      'a server with faults lets secrets out; add --i-know-this-is-unsafe if that is what you want',
    );
  }
}

/** With a configuration, one JSON line for whoever started it; for the demo, what a person needs to log in. */
function announce({ running, domain, demo }: Serving, faults: readonly string[]): void {
  const { client, clientTls, peer, peerTls, component, admin, version, entrances } = running;
  if (faults.length > 0) console.error(`BROKEN ON PURPOSE: ${faults.join(', ')}`);
  if (demo === undefined) {
    console.log(
      JSON.stringify({ ready: { client, clientTls, peer, peerTls, component, admin, version, entrances } }),
    );
    return;
  }
  const lines = [
    `domain      ${domain}`,
    `clients     ${client} (STARTTLS), ${clientTls ?? ''} (TLS)`,
    `certificate ${demo.certificate}`,
    `admin       http://${admin ?? ''} with Authorization: Bearer ${demo.config.adminToken ?? ''}`,
    '',
    ...demo.users.map(
      ([user, cleared]) =>
        `${`${user}@${domain}`.padEnd(12)} password ${demo.password}  cleared up to ${cleared}`,
    ),
    '',
    'Stop it with Ctrl-C.',
  ];
  console.log(lines.join('\n'));
}

function readNames(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes(''))
    throw new InvalidArgumentError('write names with commas between, as in exit.user,entry.user');
  return names;
}

function help(): string {
  const faults = Object.entries(faultTable).map(([name, does]) => `  ${name.padEnd(22)} ${does}`);
  return `
Examples:
  $ npx cmbac-server serve
  $ npx cmbac-server serve --config server.yaml
  $ npx cmbac-server serve --config server.yaml --faults exit.user --i-know-this-is-unsafe

Faults:
${faults.join('\n')}
`;
}
