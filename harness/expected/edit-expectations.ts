import { isMap, isScalar, isSeq, parseDocument, stringify, type YAMLMap, type YAMLSeq } from 'yaml';
import type { FailureKind } from '../record/index.ts';
import { expectFormat, toDo } from './expectations.ts';

/** What becomes of the patterns of one entry: of each what stays of it. */
export interface Edit {
  readonly match: readonly string[];
  readonly kept: readonly (readonly string[])[];
}

/** A difference that nobody has given a reason for. */
export interface NewEntry {
  readonly match: string;
  readonly outcome: 'failed' | 'inconclusive';
  readonly kind?: FailureKind;
  readonly peers?: readonly string[];
  /** What was seen, in one sentence. */
  readonly seen: string;
}

/** A piece of a text, and what comes in its place. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A file of known differences with some entries changed, in its order, and others added at its end. All else stays to the letter. */
export function edited(text: string, edits: readonly Edit[], added: readonly NewEntry[]): string {
  const isDos = text.includes('\r\n') && !/(?<!\r)\n/.test(text);
  if (!isDos) return editedLines(text, edits, added);
  return editedLines(text.replaceAll('\r\n', '\n'), edits, added).replaceAll('\n', '\r\n');
}

function editedLines(text: string, edits: readonly Edit[], added: readonly NewEntry[]): string {
  const entries = entriesOf(text);
  const pieces = edits.flatMap((edit, index) => piecesOf(text, entries?.items[index], edit));
  const changed = [...pieces]
    .sort((a, b) => b.from - a.from)
    .reduce((all, { from, to, text: other }) => all.slice(0, from) + other + all.slice(to), text);
  if (pieces.length === 0 && added.length === 0) return text;
  return withNew(changed, added, indentOf(text, entries));
}

function entriesOf(text: string): YAMLSeq | undefined {
  const { contents } = parseDocument(text, { schema: 'core' });
  const entries: unknown = isMap(contents) ? contents.get('entries', true) : undefined;
  return isSeq(entries) ? entries : undefined;
}

function piecesOf(text: string, entry: unknown, { match, kept }: Edit): Piece[] {
  if (!isMap(entry)) return [];
  if (kept.every(({ length }) => length === 0)) return [linesOf(text, entry)];
  if (kept.every((patterns, index) => patterns.length === 1 && patterns[0] === match[index])) return [];
  return matchPieces(text, entry, kept);
}

/** One item of a list in lines of its own is changed by itself; anything else is written anew. */
function matchPieces(text: string, entry: YAMLMap, kept: Edit['kept']): Piece[] {
  const value: unknown = entry.get('match', true);
  if (isSeq(value) && value.flow !== true)
    return value.items.flatMap((item, index) => {
      const lines = linesOf(text, item);
      const line = text.slice(lines.from, lines.to);
      const patterns = kept[index] ?? [];
      const written = isScalar(item) && patterns.length === 1 && patterns[0] === item.value;
      if (written) return [];
      const indent = /^\s*/.exec(line)?.[0] ?? '';
      return [{ ...lines, text: patterns.map((one) => `${indent}- ${scalar(one)}\n`).join('') }];
    });
  const range = isSeq(value) || isScalar(value) ? value.range : undefined;
  if (!range) return [];
  return [{ from: range[0], to: range[1], text: `[${kept.flat().map(scalar).join(', ')}]` }];
}

/** The whole lines that an item of a list stands in. */
function linesOf(text: string, node: unknown): Piece {
  const range = isMap(node) || isScalar(node) ? node.range : undefined;
  if (!range) throw new Error('an item of a file that was read has a place in it');
  const from = text.lastIndexOf('\n', range[0]) + 1;
  const end = text.slice(0, range[1]).trimEnd().length;
  const next = text.indexOf('\n', end);
  return { from, to: next < 0 ? text.length : next + 1, text: '' };
}

function withNew(text: string, added: readonly NewEntry[], indent: string): string {
  const list = added.map((one) => entryText(one, indent)).join('');
  const left = entriesOf(text);
  if (left !== undefined && left.items.length > 0) return `${text.trimEnd()}\n${list}`;
  const body = list === '' ? 'entries: []\n' : `entries:\n${list}`;
  if (/^entries:/m.test(text)) return text.replace(/^entries:[^\n]*\n?/m, () => body);
  return `${text === '' ? '' : `${text.trimEnd()}\n`}schema: ${expectFormat}\n${body}`;
}

function entryText({ match, outcome, kind, peers, seen }: NewEntry, indent: string): string {
  const lines = [
    `- match: ${scalar(match)}`,
    `  outcome: ${outcome}`,
    ...(kind === undefined ? [] : [`  kind: ${kind}`]),
    ...(peers === undefined ? [] : [`  peers: [${peers.map(scalar).join(', ')}]`]),
    `  reason: ${scalar(`${toDo} why: ${seen}`)}`,
    `  owner: ${toDo}`,
    ...(kind === 'leak' ? [`  acceptLeak: [${toDo} who, ${toDo} who else]`] : []),
  ];
  return lines.map((line) => `${indent}${line}\n`).join('');
}

/** On one line. */
function scalar(text: string): string {
  return stringify(text.replaceAll(/\s+/g, ' '), { lineWidth: 0, defaultStringType: 'PLAIN' }).trimEnd();
}

function indentOf(text: string, entries: YAMLSeq | undefined): string {
  const [first] = entries?.items ?? [];
  if (first === undefined) return '  ';
  const { from, to } = linesOf(text, first);
  return /^\s*/.exec(text.slice(from, to))?.[0] ?? '  ';
}
