import { didYouMean } from '../input/index.ts';
import type { Line } from './lines.ts';
import type { Character } from './script.ts';

/** Where mistakes of a script are told while it is read. */
export interface Draft {
  complain(line: number, sentence: string): void;
}

/** The cast of a script, and the lines (from 0) where it begins and where the actions do. */
export interface Cast {
  readonly characters: readonly Character[];
  readonly begins: number;
  readonly ends: number;
}

/** A character's lines as they are met. */
interface Heading {
  readonly line: number;
  readonly name: string;
  readonly values: Map<string, { readonly value: string; readonly line: number }>;
}

/** What may be said of a `[Client]`. */
const keys = ['jid', 'password', 'resource', 'connect_host', 'connect_port'];

/** Reads up to the separator, or to the first action where there is none. */
export function readCast(lines: readonly Line[], draft: Draft): Cast {
  const end = lines.findIndex(({ kind }) => kind === 'separator' || kind === 'other');
  const ends = end === -1 ? lines.length : end;
  const headings: Heading[] = [];
  for (const line of lines.slice(0, ends)) {
    if (line.kind === 'heading') readHeading(line, headings, draft);
    else if (line.kind === 'indented') readValue(line, headings.at(-1), draft);
  }
  const first = lines.findIndex(({ kind }) => kind === 'heading');
  if (headings.length === 0 && first === -1)
    draft.complain(
      1,
      'the script has no cast; begin it with `[Client] Romeo` and the lines `jid:` and `password:`',
    );
  const characters = headings.flatMap((heading) => readCharacter(heading, draft));
  return { characters, begins: first === -1 ? ends : Math.min(first, ends), ends };
}

function readHeading({ text, number }: Line, headings: Heading[], draft: Draft): void {
  const [, type, name] = /^\[([^\]]*)\]\s*(.*?)\s*$/.exec(text) ?? [];
  if (type === undefined || name === undefined) {
    draft.complain(number, `\`${text.trim()}\` is no heading; write \`[Client] Romeo\``);
    return;
  }
  if (type !== 'Client')
    draft.complain(number, `there is no class of characters \`${type}\`; write \`[Client]\``);
  if (name === '') draft.complain(number, 'the character has no name; write `[Client] Romeo`');
  if (headings.some((one) => one.name === name))
    draft.complain(number, `there are two characters called \`${name}\`; give one of them another name`);
  headings.push({ line: number, name, values: new Map() });
}

function readValue({ text, number }: Line, heading: Heading | undefined, draft: Draft): void {
  const [, key, value] = /^\s+([^:]*?)\s*:\s*(.*?)\s*$/.exec(text) ?? [];
  if (heading === undefined) {
    draft.complain(number, `\`${text.trim()}\` is said of nobody; put \`[Client] Romeo\` above it`);
  } else if (key === undefined || value === undefined) {
    draft.complain(number, `\`${text.trim()}\` says nothing of a client; write \`key: value\``);
  } else if (!keys.includes(key)) {
    draft.complain(number, `a client has no \`${key}\`; ${didYouMean(key, keys)}`);
  } else if (heading.values.has(key)) {
    draft.complain(number, `\`${key}\` is said twice of ${heading.name}; leave one of them out`);
  } else heading.values.set(key, { value, line: number });
}

function readCharacter({ name, line, values }: Heading, draft: Draft): Character[] {
  const jid = values.get('jid');
  const password = values.get('password');
  if (jid === undefined) draft.complain(line, `${name} has no \`jid\`; write \`jid: romeo@localhost\``);
  if (password === undefined) draft.complain(line, `${name} has no \`password\`; write \`password: secret\``);
  const [, bare = '', resource] = /^([^@/\s]+@[^@/\s]+)(?:\/(.+))?$/.exec(jid?.value ?? '') ?? [];
  if (jid !== undefined && bare === '')
    draft.complain(jid.line, `\`${jid.value}\` is no client's JID; write \`romeo@localhost\``);
  const chosen = values.get('resource')?.value ?? resource;
  const host = values.get('connect_host')?.value;
  const port = readPort(values.get('connect_port'), draft);
  if (jid === undefined || password === undefined) return [];
  return [
    {
      ...{ name, jid: bare, password: password.value, writtenJid: jid.value },
      ...(chosen !== undefined && { resource: chosen }),
      ...(host !== undefined && { connectHost: host }),
      ...(port !== undefined && { connectPort: port }),
    },
  ];
}

function readPort(
  written: { readonly value: string; readonly line: number } | undefined,
  draft: Draft,
): number | undefined {
  if (written === undefined) return undefined;
  const port = /^\d{1,5}$/.test(written.value) ? Number(written.value) : 0;
  if (port >= 1 && port <= 65_535) return port;
  draft.complain(written.line, `\`${written.value}\` is no port; write a number from 1 to 65535`);
  return undefined;
}
