import { visible } from '../harness/record/index.ts';

/** Longest text of an attribute, in characters. */
const maxLine = 500;

/** A text without line breaks, for an attribute. */
export function oneLine(text: string): string {
  const line = visible(
    text
      .slice(0, 4 * maxLine)
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
  return line.length <= maxLine ? line : `${line.slice(0, maxLine - 2)} …`;
}

/** At most `limit` characters, cut at the end of a line where something is left out, and `rest` says where that is. */
export function cutTo(text: string, limit: number, rest: string): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit);
  const lines = kept.slice(0, Math.max(kept.lastIndexOf('\n'), 1));
  return `${lines}\n… cut here: ${rest}`;
}

/** What stands in the file is shown: no sign in it is obeyed by who prints it. The builder splits only the first `]]>` of a text; the others are split here. */
export function cdata(said: string): string {
  const text = visible(said);
  const first = text.indexOf(']]>');
  if (first < 0) return text;
  return text.slice(0, first + 3) + text.slice(first + 3).replaceAll(']]>', ']]]]><![CDATA[>');
}
