import { visible } from '../../harness/record/index.ts';

/** Text that is HTML already: every value inside it was escaped when it was put there. */
export interface Html {
  readonly html: string;
}

type Value = Html | string | number | readonly Html[] | undefined;

/**
 * A template whose values are escaped, unless they are `Html` themselves; `undefined` is nothing.
 *
 * The only way to make `Html`, besides `trusted`: a stanza with `<script>` in it is shown as text. Values may stand in
 * text and in double-quoted attributes.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  let out = strings[0] ?? '';
  for (const [index, value] of values.entries()) out += written(value) + (strings[index + 1] ?? '');
  return { html: out };
}

/** Text of our own files, a style sheet or a script, as it is. */
export function trusted(text: string): Html {
  return { html: text };
}

/**
 * Text in which nothing is markup. Characters that no document may hold are shown as pictures of themselves (U+2400…),
 * half a surrogate pair as U+FFFD, what turns the direction of writing by its number.
 */
export function escapeHtml(text: string): string {
  const shown = text
    .toWellFormed()
    .replaceAll(forbidden, (character) => String.fromCodePoint(0x2400 + (character.codePointAt(0) ?? 0)));
  return visible(shown).replaceAll(special, (character) => entities[character] ?? character);
}

const special = /[&<>"']/g;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

function written(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if ('html' in value) return value.html;
  return value.map((part) => part.html).join('');
}
