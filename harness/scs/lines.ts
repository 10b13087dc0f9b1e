/** What a line of a script is, by its beginning alone. `number` counts from 1. */
export interface Line {
  readonly number: number;
  readonly kind: 'blank' | 'comment' | 'separator' | 'heading' | 'indented' | 'other';
  readonly text: string;
}

/** The lines of a script. Only what begins in the first column can be a comment, or a separator. */
export function linesOf(text: string): readonly Line[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r\n?|\n/)
    .map((line, index) => ({ number: index + 1, kind: kindOf(line), text: line }));
}

function kindOf(line: string): Line['kind'] {
  if (line.trim() === '') return 'blank';
  if (/^-{3,}\s*$/.test(line)) return 'separator';
  if (/^(?:#|\/\/|--)/.test(line)) return 'comment';
  if (line.startsWith('[')) return 'heading';
  return /^\s/.test(line) ? 'indented' : 'other';
}
