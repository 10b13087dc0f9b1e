import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where Debian's package is on this machine. */
export interface EjabberdInstallation {
  /** The command that runs Erlang. */
  readonly erl: string;
  /** The folder of Erlang libraries that ejabberd is in. */
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

const control = fileURLToPath(new URL('cmbac_control.erl', import.meta.url));

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
  const compiled = `{ok, Name, Code} = compile:file(${term(control)}, [binary, report])`;
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
