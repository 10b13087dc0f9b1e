import { existsSync, readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { type Desk, givenBytes, RequestError, SpifShelf } from '../../reference-server/tools/index.ts';
import { FileSources } from './file-sources.ts';

/** What the tools for labels and clearances have in common on the command line. */
export interface ToolFlags {
  readonly spif?: readonly string[];
  readonly strict?: true;
  readonly now?: string;
  readonly lang?: string;
  readonly location?: string;
  readonly mode?: string;
  readonly option?: Readonly<Record<string, string>>;
  readonly json?: true;
}

/** Gives a command the options of `ToolFlags`. */
export function withToolOptions(command: Command): Command {
  return command
    .option('--spif <file...>', 'SPIF files of the policies; the first governs')
    .option('--strict', 'refuse a SPIF that departs from its schema')
    .option('--now <moment>', 'the time to judge by, as 2026-11-15T12:00:00Z')
    .option('--mode <mode>', 'read: a label that exists; new: one that is made now')
    .option('--lang <language>', 'language of markings')
    .option('--location <place>', 'where markings are shown: pageBottom, pageTop, documentStart, subject, …')
    .option(
      '--option <name=value>',
      'a setting of the engine; may be repeated (docs/policy-tools.md)',
      readOption,
      {},
    )
    .option('--json', 'one JSON document on stdout');
}

/** The members of a request that these flags say. */
export function requestOf({ spif, strict, now, lang, location, mode, option }: ToolFlags): object {
  return {
    spif,
    strict,
    now,
    lang,
    location,
    mode,
    options: option,
  };
}

/** Where commands get their files from. */
export function commandDesk(): Desk {
  const sources = new FileSources();
  const now = new Date();
  return { sources, shelf: new SpifShelf(sources), now: () => now };
}

/**
 * A label or clearance named on the command line: a file, `-` for stdin, or the thing itself in base64, hexadecimal, XML or
 * words.
 *
 * @throws RequestError when it is none of these
 */
export function inputOf(what: string, argument: string | undefined): object {
  if (argument === undefined)
    throw new RequestError(
      'bad-request',
      `no ${what} is given; put it before --spif, as a file, text, or - for stdin`,
    );
  if (argument === '-') {
    const given = givenBytes(readFileSync(0));
    return given.form === 'value'
      ? { value: given.value }
      : { [given.form === 'words' ? 'text' : given.form]: given.text };
  }
  if (existsSync(argument)) return { file: argument };
  if (looksLikePath.test(argument))
    throw new RequestError(
      'file-unreadable',
      `there is no file \`${argument}\`; name one, or give the ${what} itself`,
    );
  return { text: argument };
}

/** A name with an extension, or a path from here or the root: base64 has no dot. */
const looksLikePath = /^[^<>{}:\n]*\.[a-z0-9]+$/i;

function readOption(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [name = '', value, ...rest] = text.split('=');
  if (name === '' || value === undefined || value === '' || rest.length > 0)
    throw new InvalidArgumentError('write it as expiredPolicy=warn');
  return { ...before, [name]: value };
}
