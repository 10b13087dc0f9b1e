import { visible } from '../harness/record/index.ts';

/** Longest text of a line that is not a stanza, in characters: a reason is one sentence. */
const maxInline = 400;

/**
 * Text as Markdown shows it, on one line: nothing in it is markup, a table's bar, an address that leads somewhere, a mention of somebody or the
 * number of an issue. Read alike by GitHub and GitLab.
 */
export function inline(text: string): string {
  const line = visible(text.replaceAll(/\s+/g, ' ').trim());
  const short = line.length <= maxInline ? line : `${line.slice(0, maxInline - 2)} …`;
  return short
    .replaceAll(/(^|\W)([@#!])(?=\w)/g, '$1$2\u2060')
    .replaceAll(/:(?=\/\/)|\bwww(?=\.)/gi, '$&\u2060')
    .replaceAll(/[&<>\\`*_{}[\]|~$]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Text that stands as it is, in a block of its own: its fence is longer than any in it. */
export function block(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${visible(text)}\n${fence}`;
}

/** What stands behind a line that opens it. */
export function folded(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

/** A table of these rows, the first of which is its head. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

/**
 * As many of these items as fit into so many bytes, and a sentence about the others: `rest` says where they are.
 */
export function fitting(items: readonly string[], bytes: number, rest: string): string[] {
  const kept: string[] = [];
  let left = bytes;
  for (const item of items) {
    left -= bytesOf(item) + 1;
    if (left < 0) return [...kept, `… and ${items.length - kept.length} more: ${rest}`];
    kept.push(item);
  }
  return kept;
}

/** Length in UTF-8. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
