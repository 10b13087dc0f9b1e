import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian's package is on this machine. */
export interface EjabberdInstallation {
  /** The command that runs Erlang. */
  readonly erl: string;
  /** The folder of Erlang libraries that ejabberd is in, or several with colons between. */
  readonly libraries: string;
}

/** ejabberd as Debian installs it, if it is. */
export function ejabberdInstallation(): EjabberdInstallation | undefined {
  const commands = (process.env['PATH'] ?? '').split(delimiter).concat('/usr/bin');
  const erl = commands.map((folder) => join(folder, 'erl')).find((file) => existsSync(file));
  const libraries = foldersIn('/usr/lib').find((folder) =>
    foldersIn(folder).some((library) => /\/ejabberd-[^/]+$/.test(library)),
  );
  return erl === undefined || libraries === undefined ? undefined : { erl, libraries };
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}

/** Where Debian's package is in an image that holds nothing else, whatever the machine: a folder that is not there holds nothing. */
export const packagedEjabberd: EjabberdInstallation = {
  erl: '/usr/bin/erl',
  libraries: ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((folder) => `/usr/lib/${folder}`).join(':'),
};

/** What is compiled and loaded into the server when it starts. */
const controlModule = 'cmbac_control.erl';

/** Puts it into ejabberd's own folder: nothing else of this machine need be there. */
export function writeControlModule(folder: string): void {
  copyFileSync(new URL(controlModule, import.meta.url), join(folder, controlModule));
}

/**
 * What starts ejabberd without its command line tool, which only the superuser may use: no name, so no distribution and
 * no port mapper; all of its files in `folder`; no processor time spent on waiting. `resolver` is the file that says whom Erlang asks
 * for names; left out: whom the system asks.
 */
export function vmArguments(
  { libraries }: EjabberdInstallation,
  folder: string,
  resolver?: string,
): string[] {
  const compiled = `{ok, Name, Code} = compile:file(${term(join(folder, controlModule))}, [binary, report])`;
  return [
    ...['-env', 'ERL_LIBS', libraries, '-env', 'HOME', folder, '-env', 'ERL_CRASH_DUMP_BYTES', '0'],
    ...['+sbwt', 'none', '+sbwtdcpu', 'none', '+sbwtdio', 'none'],
    ...['-ejabberd', 'config', term(join(folder, 'ejabberd.yml'))],
    ...['log_path', term(join(folder, 'log', 'ejabberd.log'))],
    ...(resolver === undefined ? [] : ['-kernel', 'inetrc', term(resolver)]),
    ...['-mnesia', 'dir', term(join(folder, 'spool'))],
    ...['-noinput', '-s', 'ejabberd'],
    ...['-eval', `${compiled}, {module, _} = code:load_binary(Name, "", Code), Name:start().`],
  ];
}

/** A string of Erlang. */
function term(text: string): string {
  return `"${text.replace(/["\\]/g, (character) => `\\${character}`)}"`;
}
