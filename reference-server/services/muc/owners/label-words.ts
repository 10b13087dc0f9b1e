import type { Field, FieldOption } from '../../forms/form.ts';
import type { FilledIn } from '../../forms/read-form.ts';

/** Two fields that go together: a list of names, and a text for what is on no list. XEP-0258 §5.2.7. */
export interface WordsPair {
  readonly list: string;
  readonly text: string;
  readonly isMulti: boolean;
  /** What people read: `Room label`. */
  readonly label: string;
}

/** What stands in such a pair: names of the list, and what is written, which counts where `Custom` is one of the names. */
export interface Words {
  readonly names: readonly string[];
  readonly written: string;
}

/** The name for what somebody writes. */
export const customName = 'Custom';

/** Characters of what an owner writes: a clearance of STANAG 4774 may list every value of a policy. */
const maxWritten = 65_536;

/** The two fields, with these names on offer. */
export function wordsFields(
  { list, text, isMulti, label }: WordsPair,
  { names, written }: Words,
  offered: Iterable<string>,
): Field[] {
  const options: FieldOption[] = [...offered].map((value) => ({
    label: value.slice(value.indexOf(':') + 1),
    value,
  }));
  const none = isMulti ? [] : [{ label: 'None', value: '' }];
  const custom = { label: customName, value: customName };
  return [
    {
      var: list,
      type: isMulti ? 'list-multi' : 'list-single',
      label,
      values: names,
      options: [...none, ...options, custom],
    },
    {
      var: text,
      type: 'text-single',
      label: `${label} (custom)`,
      values: written === '' ? [] : [written],
    },
  ];
}

/**
 * What a form that came back has in the pair: what was `shown` where it names neither. A list that is empty resets; a text
 * alone is chosen by being written, and resets by being empty. `undefined`: two names where there is one, `Custom` without a text,
 * or too long a text.
 */
export function readWords(form: FilledIn, pair: WordsPair, shown: Words): Words | undefined {
  const listed = form.get(pair.list);
  const lines = form.get(pair.text);
  const written = lines?.join('\n').trim() ?? shown.written;
  const chosen = listed ?? (lines === undefined ? shown.names : namesByText(written, pair, shown));
  const names = [...new Set(chosen.filter((name) => name !== ''))];
  const isEmpty = names.includes(customName) && written === '';
  const isWhole = (pair.isMulti || names.length <= 1) && !isEmpty && written.length <= maxWritten;
  return isWhole ? { names, written } : undefined;
}

function namesByText(written: string, { isMulti }: WordsPair, { names }: Words): readonly string[] {
  const others = names.filter((name) => name !== customName);
  if (written === '') return others;
  return isMulti ? [...others, customName] : [customName];
}

/** Do both choose the same? What is written beside a list that does not choose it makes no difference. */
export function sameWords(one: Words, other: Words): boolean {
  const names = new Set(one.names);
  const isSame = names.size === other.names.length && other.names.every((name) => names.has(name));
  return isSame && (!names.has(customName) || one.written === other.written);
}
